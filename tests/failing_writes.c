/* Fails the nth write below a folder, as a full disk would; loaded before libc by LD_PRELOAD.

   A write is whatever changes the disk: opening for writing, renaming, making a folder, and filling
   a file, which fails half-way through its first piece. FAILING_BELOW names the folder. arm(n,
   lasting) says which write fails, the first being 1, and whether all after it fail as well, as on
   a disk that stays full. Removing never fails. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static long left, failed;
static int stays_full, counted_fd = -1, failing_fd = -1;

void arm(long n, int lasting) {
    left = n;
    failed = 0;
    stays_full = lasting;
    counted_fd = failing_fd = -1;
}

long failures(void) { return failed; }

static int hit(void) {
    if (left <= 0 ? !(failed && stays_full) : --left > 0) return 0;
    failed++;
    errno = ENOSPC;
    return 1;
}

static int below(const char *path) {
    const char *folder = getenv("FAILING_BELOW");
    return folder && path && strstr(path, folder);
}

static int fails(const char *path) { return below(path) && hit(); }

static int fd_below(int fd) {
    char name[64], path[PATH_MAX];
    snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(name, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return below(path);
}

#define CHANGES(flags) ((flags) & (O_WRONLY | O_RDWR | O_CREAT))
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define MODE(mode) va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, int); va_end(rest)

int open(const char *path, int flags, ...) {
    MODE(mode);
    counted_fd = failing_fd = -1;
    return CHANGES(flags) && fails(path) ? -1 : REAL(open)(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE(mode);
    counted_fd = failing_fd = -1;
    return CHANGES(flags) && fails(path) ? -1 : REAL(open64)(path, flags, mode);
}

int openat(int at, const char *path, int flags, ...) {
    MODE(mode);
    counted_fd = failing_fd = -1;
    return CHANGES(flags) && fails(path) ? -1 : REAL(openat)(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...) {
    MODE(mode);
    counted_fd = failing_fd = -1;
    return CHANGES(flags) && fails(path) ? -1 : REAL(openat64)(at, path, flags, mode);
}

ssize_t write(int fd, const void *bytes, size_t count) {
    if (fd == failing_fd) {
        errno = ENOSPC;
        return -1;
    }
    if (fd != counted_fd && (left > 0 || failed) && fd_below(fd)) {
        counted_fd = fd;
        if (hit()) {
            failing_fd = fd;
            if (count < 2) return -1;
            count /= 2;
        }
    }
    return REAL(write)(fd, bytes, count);
}

int rename(const char *from, const char *to) { return fails(to) ? -1 : REAL(rename)(from, to); }

int mkdir(const char *path, mode_t mode) { return fails(path) ? -1 : REAL(mkdir)(path, mode); }
