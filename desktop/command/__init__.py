"""What an administrator types: `doorstep doctor`, `doorstep policy`, `doorstep --self-test`."""
