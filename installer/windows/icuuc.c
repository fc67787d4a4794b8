/* A stand-in for the icuuc.dll of Windows, which wine has not, for installer/windows/check.py alone: it knows no converter.
 * Qt asks it only for encodings other than UTF. */
#include <stddef.h>
#define X __declspec(dllexport)
typedef int E;
X void *ucnv_open(const char *n, E *e) { *e = 4; return NULL; }
X void ucnv_close(void *c) {}
X void UCNV_FROM_U_CALLBACK_SUBSTITUTE(const void *c, void *a, const void *u, int l, int p, int r, E *e) {}
X void UCNV_TO_U_CALLBACK_SUBSTITUTE(const void *c, void *a, const char *u, int l, int r, E *e) {}
X void ucnv_reset(void *c) {}
X signed char ucnv_getMaxCharSize(const void *c) { return 1; }
X const char *ucnv_getName(const void *c, E *e) { *e = 4; return NULL; }
X void ucnv_getToUCallBack(const void *c, void **a, const void **x) {}
X void ucnv_getFromUCallBack(const void *c, void **a, const void **x) {}
X void ucnv_setToUCallBack(void *c, void *n, const void *x, void **o, const void **ox, E *e) {}
X void ucnv_setFromUCallBack(void *c, void *n, const void *x, void **o, const void **ox, E *e) {}
X void ucnv_cbToUWriteUChars(void *a, const void *s, int l, int o, E *e) {}
X void ucnv_toUnicode(void *c, void *t, const void *l, void *s, const void *sl, int *o, signed char f, E *e) { *e = 4; }
X void ucnv_cbFromUWriteUChars(void *a, void *s, const void *l, int o, E *e) {}
X int ucnv_toUCountPending(const void *c, E *e) { return 0; }
X int ucnv_fromUCountPending(const void *c, E *e) { return 0; }
X const char *ucnv_getStandardName(const char *n, const char *s, E *e) { *e = 4; return NULL; }
X const char *ucnv_getAvailableName(int n) { return NULL; }
X int ucnv_countAvailable(void) { return 0; }
X void ucnv_fromUnicode(void *c, void *t, const void *l, void *s, const void *sl, int *o, signed char f, E *e) { *e = 4; }
