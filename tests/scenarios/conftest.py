"""One agency a module, on the encrypted file; stories about databases ask for both."""

from collections.abc import Iterator

import pytest

from casework.records.staff.grant import GrantRole
from tests.fakes.postgres import Postgres, running_postgres
from tests.scenarios.desk import Desk
from tests.scenarios.laptop import Laptop
from tests.scenarios.scene import Agency, Scene, new_scene, open_agency

ANY_DATABASE = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agency]:
    """An office with three laptops, shared by the stories of one module: each has a case of its own."""
    with open_agency(tmp_path_factory.mktemp("agency")) as found:
        yield found


@pytest.fixture
def scene(agency: Agency) -> Scene:
    """A new case that Una and Cal have."""
    return new_scene(agency)


@pytest.fixture
def una(scene: Scene) -> Laptop:
    """The officer's laptop."""
    return scene.agency.una


@pytest.fixture
def cal(scene: Scene) -> Laptop:
    """The co-worker's laptop."""
    return scene.agency.cal


@pytest.fixture
def sil(scene: Scene) -> Laptop:
    """The laptop of the senior, whose team has the case too."""
    scene.join(scene.agency.sil, scene.agency.team, GrantRole.TEAM)
    return scene.agency.sil


@pytest.fixture
def desk(scene: Scene) -> Desk:
    """The office."""
    return scene.desk


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL server for the stories that are told on it."""
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="module")
def either(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agency]:
    """An office on the database that the parameter names."""
    database = "" if request.param == "sqlite" else request.getfixturevalue("postgres").new_database()
    with open_agency(tmp_path_factory.mktemp("either"), database) as found:
        yield found
