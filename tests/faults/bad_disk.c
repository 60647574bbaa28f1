/* A disk that fails when it is told to: put before the C library, it answers calls on files below one folder. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { WRITES = 1, READS = 2, SHORT = 3, SLOW = 4 };
static long after = -1, times = 0, hits = 0;
static int number = 0, kind = 0;
static char folder[512];

void bad_disk_arm(const char *where, int what, long first, long count, int error) {
    strncpy(folder, where, sizeof folder - 1);
    kind = what; after = first; times = count; number = error; hits = 0;
}
long bad_disk_hits(void) { return hits; }

static int ours(int fd) {
    char link[64], path[600];
    if (after < 0) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return strstr(path, folder) != NULL;
}
static int strikes(int fd) {
    if (!ours(fd)) return 0;
    if (after > 0) { after--; return 0; }
    if (times == 0) return 0;
    times--; hits++;
    return 1;
}
#define REAL(name) static __typeof__(&name) real; if (!real) real = dlsym(RTLD_NEXT, #name)
#define FAIL do { errno = number; return -1; } while (0)

#define WRITER(name, offset)                                                                \
    ssize_t name(int fd, const void *bytes, size_t size, offset at) {                       \
        REAL(name);                                                                         \
        if (kind == WRITES && strikes(fd)) FAIL;                                            \
        if (kind == SHORT && size > 8 && strikes(fd)) {                                     \
            if (times == 0) FAIL;                                                           \
            return real(fd, bytes, size / 2, at);                                           \
        }                                                                                   \
        return real(fd, bytes, size, at);                                                   \
    }
WRITER(pwrite, off_t)
WRITER(pwrite64, off64_t)

#define READER(name, offset)                                                                \
    ssize_t name(int fd, void *bytes, size_t size, offset at) {                             \
        REAL(name);                                                                         \
        if (kind == READS && strikes(fd)) FAIL;                                             \
        return real(fd, bytes, size, at);                                                   \
    }
READER(pread, off_t)
READER(pread64, off64_t)

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(write);
    if (kind == WRITES && strikes(fd)) FAIL;
    return real(fd, bytes, size);
}
int fsync(int fd) {
    REAL(fsync);
    if (kind == SLOW && strikes(fd)) usleep(30000);
    if (kind == WRITES && strikes(fd)) FAIL;
    return real(fd);
}
int fdatasync(int fd) {
    REAL(fdatasync);
    if (kind == SLOW && strikes(fd)) usleep(30000);
    if (kind == WRITES && strikes(fd)) FAIL;
    return real(fd);
}
int ftruncate(int fd, off_t size) {
    REAL(ftruncate);
    if (kind == WRITES && strikes(fd)) FAIL;
    return real(fd, size);
}
int ftruncate64(int fd, off64_t size) {
    REAL(ftruncate64);
    if (kind == WRITES && strikes(fd)) FAIL;
    return real(fd, size);
}
