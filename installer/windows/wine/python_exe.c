/* python.exe of the check alone: the wheel that brings python311.dll brings no program. */
#include <windows.h>

typedef int (*python_main)(int, wchar_t **);

int wmain(int argc, wchar_t **argv)
{
    HMODULE library = LoadLibraryW(L"python311.dll");
    if (!library)
        return 111;
    return ((python_main)(void *)GetProcAddress(library, "Py_Main"))(argc, argv);
}
