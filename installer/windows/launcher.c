/* doorstep.exe and doorstep-console.exe: starts the Python that lies in `program`, and nothing else.
 *
 * An interpreter that everybody may call would open a way round rules that allow program files only; this one runs
 * the one module that it names. Compiled twice by installer/windows/launcher.py: with windows, and with a console.
 */
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

#define LONGEST 32768
typedef int (*python_main)(int, wchar_t **);

static int refuse(const wchar_t *what)
{
    static wchar_t words[LONGEST];
    swprintf(words, LONGEST, L"Doorstep is not whole: %ls. Install it again; what you wrote is kept.", what);
#ifdef WITH_CONSOLE
    fwprintf(stderr, L"doorstep: %ls\n", words);
#else
    MessageBoxW(NULL, words, L"Doorstep", MB_OK | MB_ICONERROR);
#endif
    return 3;
}

int wmain(int count, wchar_t **words)
{
    /* -I: nothing in the environment turns this into an interpreter (PYTHONINSPECT) or has other code run (PYTHONSTARTUP);
     * the ._pth is read too late for that.
     * -X utf8: what is written into a file or a pipe is UTF-8, whatever this computer's code page can say.
     * -B: nobody may write beside the program, so nothing is tried. */
    static wchar_t *const ours[] = {L"-I", L"-X", L"utf8", L"-B", L"-m", L"doorstep_start"};
    const int more = (int)(sizeof ours / sizeof *ours);
    static wchar_t own[LONGEST], library[LONGEST];

    /* Nothing is loaded from the folder that somebody happened to start it in. */
    SetDllDirectoryW(L"");
    const DWORD length = GetModuleFileNameW(NULL, own, LONGEST);
    wchar_t *last = length && length < LONGEST ? wcsrchr(own, L'\\') : NULL;
    if (last == NULL || (size_t)(last - own) + wcslen(L"\\program\\" PYTHON_LIBRARY) >= LONGEST)
        return refuse(L"its folder cannot be told");
    wcscpy(library, own);
    wcscpy(library + (last - own), L"\\program\\" PYTHON_LIBRARY);
    HMODULE python = LoadLibraryExW(library, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    python_main run = python ? (python_main)(void *)GetProcAddress(python, "Py_Main") : NULL;
    if (run == NULL)
        return refuse(L"" PYTHON_LIBRARY L" does not load");

    wchar_t **all = calloc((size_t)(count + more + 1), sizeof *all);
    if (all == NULL)
        return refuse(L"there is no memory left");
    all[0] = own;
    for (int place = 0; place < more; place++)
        all[1 + place] = ours[place];
    for (int place = 1; place < count; place++)
        all[more + place] = words[place];
    return run((count > 0 ? count : 1) + more, all);
}
