/* wine 8 lacks WcsCreateIccProfile, without which Qt's platform plugin ends the program: here
 * is a system that has no colour profile. */
#include <windows.h>

#define EXPORT __declspec(dllexport)

static void *none(DWORD error)
{
    SetLastError(error);
    return 0;
}
EXPORT void *WINAPI WcsOpenColorProfileW(void *a, void *b, void *c, DWORD d, DWORD e, DWORD f, DWORD g)
{
    return none(ERROR_FILE_NOT_FOUND);
}
EXPORT void *WINAPI OpenColorProfileW(void *a, DWORD b, DWORD c, DWORD d)
{
    return none(ERROR_FILE_NOT_FOUND);
}
EXPORT BOOL WINAPI CloseColorProfile(void *a) { return TRUE; }
EXPORT void *WINAPI WcsCreateIccProfile(void *a, DWORD b) { return none(ERROR_NOT_SUPPORTED); }
EXPORT BOOL WINAPI GetColorProfileFromHandle(void *a, void *b, void *c) { return FALSE; }
EXPORT BOOL WINAPI WcsGetDefaultColorProfile(int a, void *b, int c, DWORD d, DWORD e, void *f)
{
    return FALSE;
}
EXPORT BOOL WINAPI WcsGetDefaultColorProfileSize(int a, void *b, int c, DWORD d, DWORD *e)
{
    return FALSE;
}
EXPORT BOOL WINAPI WcsGetUsePerUserProfiles(void *a, DWORD b, BOOL *own)
{
    if (own)
        *own = FALSE;
    return TRUE;
}
EXPORT BOOL WINAPI GetColorDirectoryW(void *a, void *b, void *c) { return FALSE; }
