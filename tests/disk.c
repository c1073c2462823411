/* Preloaded into a child: every call that reaches the files below DISK_ROOT is written to DISK_BOOK in its order, and
   the Nth one can be made to fail or to kill the process. The Python side (tests/disk.py) reads the book. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#undef open
#undef open64
#undef pread
#undef pwrite
#undef ftruncate

enum { READ = 1, WRITE = 2, SYNC = 4, NAME = 8, OPEN = 16, CUT = 32 }; /* kinds of calls, as tests/disk.py knows them */

struct __attribute__((packed)) line { /* then `first` and `second` bytes: data, or one or two paths */
    char what;
    int32_t handle;
    int64_t at;
    uint32_t first, second;
};

static char root[4096];
static size_t root_length;
static int book = -1;
static char watched[4096];
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int armed_kinds, armed_error, armed_forever;
static long armed_at, counted;

__attribute__((constructor)) static void begin(void) {
    const char *from = getenv("DISK_ROOT"), *to = getenv("DISK_BOOK");
    if (from) root_length = strlen(strncpy(root, from, sizeof root - 1));
    if (to && *to) book = fcntl(syscall(SYS_openat, AT_FDCWD, to, O_CREAT | O_WRONLY | O_APPEND, 0600), F_DUPFD_CLOEXEC, 900);
}

/* Let the `at`th call of these kinds fail with `error` (0 kills the process), or every one from there on. */
void disk_arm(int kinds, long at, int error, int forever) {
    armed_kinds = kinds, armed_at = at, armed_error = error, armed_forever = forever, counted = 0;
}

long disk_counted(void) { return counted; }

static int refused(int kind) {
    if (!(armed_kinds & kind)) return 0;
    long now = __sync_add_and_fetch(&counted, 1);
    if (armed_at == 0 || (armed_forever ? now < armed_at : now != armed_at)) return 0;
    if (!armed_error) kill(getpid(), SIGKILL);
    errno = armed_error;
    return 1;
}

static int inside(const char *path) {
    return root_length && path && !strncmp(path, root, root_length) && (path[root_length] == '/' || !path[root_length]);
}

static int known(int handle) { return handle >= 0 && handle < (int)sizeof watched && watched[handle]; }

static void write_down(char what, int handle, int64_t at, const void *one, size_t first, const void *two, size_t second) {
    if (book < 0) return;
    int kept = errno;
    struct line head = {what, handle, at, first, second};
    struct iovec parts[] = {{&head, sizeof head}, {(void *)one, first}, {(void *)two, second}};
    if (writev(book, parts, 3) < 0) abort();
    errno = kept;
}

static void write_names(char what, const char *one, const char *two) {
    write_down(what, -1, 0, one, strlen(one), two, two ? strlen(two) : 0);
}

static int open_at(int folder, const char *path, int flags, mode_t mode) {
    if (!inside(path)) return syscall(SYS_openat, folder, path, flags, mode);
    if (refused(OPEN)) return -1;
    struct stat before;
    pthread_mutex_lock(&turn);
    int is_new = (flags & O_CREAT) && lstat(path, &before) < 0;
    int handle = syscall(SYS_openat, folder, path, flags, mode);
    if (handle >= 0 && handle < (int)sizeof watched) {
        watched[handle] = 1;
        write_down(is_new ? 'c' : 'o', handle, (flags & O_TRUNC) ? 1 : 0, path, strlen(path), 0, 0);
    }
    pthread_mutex_unlock(&turn);
    return handle;
}

#define MODE(flags) mode_t mode = 0; if ((flags) & (O_CREAT | __O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) { MODE(flags) return open_at(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_at(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return open_at(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return open_at(folder, path, flags, mode); }
int __open_2(const char *path, int flags) { return open_at(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return open_at(AT_FDCWD, path, flags, 0); }

int close(int handle) {
    if (!known(handle)) return syscall(SYS_close, handle);
    pthread_mutex_lock(&turn);
    watched[handle] = 0;
    write_down('x', handle, 0, 0, 0, 0, 0);
    int result = syscall(SYS_close, handle);
    pthread_mutex_unlock(&turn);
    return result;
}

static ssize_t put(int handle, const void *data, size_t size, int64_t at, int has_place) {
    if (!known(handle)) return has_place ? syscall(SYS_pwrite64, handle, data, size, at) : syscall(SYS_write, handle, data, size);
    if (refused(WRITE)) return -1;
    pthread_mutex_lock(&turn);
    if (!has_place) at = (fcntl(handle, F_GETFL) & O_APPEND) ? lseek(handle, 0, SEEK_END) : lseek(handle, 0, SEEK_CUR);
    ssize_t done = has_place ? syscall(SYS_pwrite64, handle, data, size, at) : syscall(SYS_write, handle, data, size);
    if (done > 0) write_down('w', handle, at, data, done, 0, 0);
    pthread_mutex_unlock(&turn);
    return done;
}

ssize_t write(int handle, const void *data, size_t size) { return put(handle, data, size, 0, 0); }
ssize_t pwrite(int handle, const void *data, size_t size, off_t at) { return put(handle, data, size, at, 1); }
ssize_t pwrite64(int handle, const void *data, size_t size, off64_t at) { return put(handle, data, size, at, 1); }

static ssize_t get(int handle, void *data, size_t size, int64_t at, int has_place) {
    if (known(handle) && refused(READ)) return -1;
    return has_place ? syscall(SYS_pread64, handle, data, size, at) : syscall(SYS_read, handle, data, size);
}

ssize_t read(int handle, void *data, size_t size) { return get(handle, data, size, 0, 0); }
ssize_t pread(int handle, void *data, size_t size, off_t at) { return get(handle, data, size, at, 1); }
ssize_t pread64(int handle, void *data, size_t size, off64_t at) { return get(handle, data, size, at, 1); }
ssize_t __read_chk(int handle, void *data, size_t size, size_t room) { (void)room; return get(handle, data, size, 0, 0); }
ssize_t __pread_chk(int handle, void *data, size_t size, off_t at, size_t room) { (void)room; return get(handle, data, size, at, 1); }
ssize_t __pread64_chk(int handle, void *data, size_t size, off64_t at, size_t room) { (void)room; return get(handle, data, size, at, 1); }

static int sync_it(int handle, long call) {
    if (!known(handle)) return syscall(call, handle);
    if (refused(SYNC)) return -1;
    pthread_mutex_lock(&turn);
    int result = 0; /* the book decides what would be lost, so the real disk need not be waited for */
    write_down('s', handle, 0, 0, 0, 0, 0);
    pthread_mutex_unlock(&turn);
    return result;
}

int fsync(int handle) { return sync_it(handle, SYS_fsync); }
int fdatasync(int handle) { return sync_it(handle, SYS_fdatasync); }

static int cut_to(int handle, int64_t size) {
    if (!known(handle)) return syscall(SYS_ftruncate, handle, size);
    if (refused(CUT)) return -1;
    pthread_mutex_lock(&turn);
    int result = syscall(SYS_ftruncate, handle, size);
    if (!result) write_down('t', handle, size, 0, 0, 0, 0);
    pthread_mutex_unlock(&turn);
    return result;
}

int ftruncate(int handle, off_t size) { return cut_to(handle, size); }
int ftruncate64(int handle, off64_t size) { return cut_to(handle, size); }

#define NAMING(what, one, two, call) \
    if (!inside(one) && !inside(two)) return call; \
    if (refused(NAME)) return -1; \
    pthread_mutex_lock(&turn); \
    int result = call; \
    if (!result) write_names(what, one, two); \
    pthread_mutex_unlock(&turn); \
    return result

int rename(const char *one, const char *two) { NAMING('r', one, two, syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, two, 0)); }
int renameat(int a, const char *one, int b, const char *two) { NAMING('r', one, two, syscall(SYS_renameat2, a, one, b, two, 0)); }
int link(const char *one, const char *two) { NAMING('l', one, two, syscall(SYS_linkat, AT_FDCWD, one, AT_FDCWD, two, 0)); }
int linkat(int a, const char *one, int b, const char *two, int flags) { NAMING('l', one, two, syscall(SYS_linkat, a, one, b, two, flags)); }
int unlink(const char *one) { NAMING('u', one, 0, syscall(SYS_unlinkat, AT_FDCWD, one, 0)); }
int unlinkat(int folder, const char *one, int flags) { NAMING('u', one, 0, syscall(SYS_unlinkat, folder, one, flags)); }
int rmdir(const char *one) { NAMING('u', one, 0, syscall(SYS_unlinkat, AT_FDCWD, one, AT_REMOVEDIR)); }
int mkdir(const char *one, mode_t mode) { NAMING('m', one, 0, syscall(SYS_mkdirat, AT_FDCWD, one, mode)); }

/* Copies inside the kernel would pass us by; without them Python reads and writes. */
ssize_t sendfile(int to, int from, off_t *at, size_t size) { (void)to, (void)from, (void)at, (void)size; errno = ENOSYS; return -1; }
ssize_t sendfile64(int to, int from, off64_t *at, size_t size) { (void)to, (void)from, (void)at, (void)size; errno = ENOSYS; return -1; }
ssize_t copy_file_range(int from, off64_t *a, int to, off64_t *b, size_t size, unsigned flags) { (void)from, (void)a, (void)to, (void)b, (void)size, (void)flags; errno = ENOSYS; return -1; }
