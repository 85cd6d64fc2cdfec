/* Stands between the command and the system (LD_PRELOAD) and fails or kills it at one call that changes files.
 *
 * HOMEWARD_FAULT=KIND:NUMBER:ACTION acts at the NUMBER-th call, from 1, of KIND: write, sync, name (rename, link, unlink,
 * rmdir, mkdir) or any. What SQLite does with the journal of its database counts as a write. ACTION is kill, or the number
 * of an error that this call gives, or the number with a + behind, for this call and all later ones.
 * HOMEWARD_NO_EXCHANGE=1 makes the file system one that cannot exchange two folders.
 * HOMEWARD_CLOCK_BACK=1 sets the clock of the day back by an hour each time that it is asked for.
 * HOMEWARD_COUNT=FILE writes the calls that were made of each kind at the end. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind { WRITE, SYNC, NAME, KINDS };
static const char *const names[KINDS] = {"write", "sync", "name"};
static atomic_long made[KINDS + 1];
static long number;
static int wanted = -1, code, onwards, kills;

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("HOMEWARD_FAULT");
    char kind[16], action[16];
    if (!text || sscanf(text, "%15[^:]:%ld:%15s", kind, &number, action) != 3) return;
    wanted = KINDS;
    for (int i = 0; i < KINDS; i++)
        if (!strcmp(kind, names[i])) wanted = i;
    kills = !strcmp(action, "kill");
    code = atoi(action);
    onwards = strchr(action, '+') != NULL;
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("HOMEWARD_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (!file) return;
    for (int i = 0; i < KINDS; i++) fprintf(file, "%s %ld\n", names[i], (long)made[i]);
    fprintf(file, "any %ld\n", (long)made[KINDS]);
    fclose(file);
}

/* Whether the call is to fail; errno is set. */
static int fails(enum kind kind) {
    long own = ++made[kind], all = ++made[KINDS];
    long count = wanted == (int)kind ? own : wanted == KINDS ? all : 0;
    if (count == 0 || !(count == number || (onwards && count > number))) return 0;
    if (kills) {
        kill(getpid(), SIGKILL);
        pause();
    }
    errno = code;
    return 1;
}

static enum kind naming(const char *path) { return strstr(path, "-journal") ? WRITE : NAME; }

/* What is written to the standard streams is no file's. */
static int isStream(int fd) { return fd <= 2; }

#define NEXT(result, name, ...) \
    static result (*next)(__VA_ARGS__); \
    if (!next) next = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *bytes, size_t count) {
    NEXT(ssize_t, write, int, const void *, size_t);
    return !isStream(fd) && fails(WRITE) ? -1 : next(fd, bytes, count);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
    NEXT(ssize_t, pwrite, int, const void *, size_t, off_t);
    return fails(WRITE) ? -1 : next(fd, bytes, count, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
    NEXT(ssize_t, pwrite64, int, const void *, size_t, off64_t);
    return fails(WRITE) ? -1 : next(fd, bytes, count, at);
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
    NEXT(ssize_t, writev, int, const struct iovec *, int);
    return !isStream(fd) && fails(WRITE) ? -1 : next(fd, parts, count);
}
int ftruncate(int fd, off_t size) {
    NEXT(int, ftruncate, int, off_t);
    return fails(WRITE) ? -1 : next(fd, size);
}
int ftruncate64(int fd, off64_t size) {
    NEXT(int, ftruncate64, int, off64_t);
    return fails(WRITE) ? -1 : next(fd, size);
}
int fsync(int fd) {
    NEXT(int, fsync, int);
    return fails(SYNC) ? -1 : next(fd);
}
int fdatasync(int fd) {
    NEXT(int, fdatasync, int);
    return fails(SYNC) ? -1 : next(fd);
}
int rename(const char *from, const char *to) {
    NEXT(int, rename, const char *, const char *);
    return fails(NAME) ? -1 : next(from, to);
}
int renameat2(int a, const char *from, int b, const char *to, unsigned flags) {
    NEXT(int, renameat2, int, const char *, int, const char *, unsigned);
    if (getenv("HOMEWARD_NO_EXCHANGE")) {
        errno = EINVAL;
        return -1;
    }
    return fails(NAME) ? -1 : next(a, from, b, to, flags);
}
int link(const char *from, const char *to) {
    NEXT(int, link, const char *, const char *);
    return fails(NAME) ? -1 : next(from, to);
}
int linkat(int a, const char *from, int b, const char *to, int flags) {
    NEXT(int, linkat, int, const char *, int, const char *, int);
    return fails(NAME) ? -1 : next(a, from, b, to, flags);
}
int unlink(const char *path) {
    NEXT(int, unlink, const char *);
    return fails(naming(path)) ? -1 : next(path);
}
int unlinkat(int folder, const char *path, int flags) {
    NEXT(int, unlinkat, int, const char *, int);
    return fails(naming(path)) ? -1 : next(folder, path, flags);
}
int remove(const char *path) {
    NEXT(int, remove, const char *);
    return fails(naming(path)) ? -1 : next(path);
}
int rmdir(const char *path) {
    NEXT(int, rmdir, const char *);
    return fails(naming(path)) ? -1 : next(path);
}
int mkdir(const char *path, mode_t mode) {
    NEXT(int, mkdir, const char *, mode_t);
    return fails(NAME) ? -1 : next(path, mode);
}
int clock_gettime(clockid_t clock, struct timespec *result) {
    NEXT(int, clock_gettime, clockid_t, struct timespec *);
    static atomic_long asked;
    int code = next(clock, result);
    if (clock == CLOCK_REALTIME && getenv("HOMEWARD_CLOCK_BACK")) result->tv_sec -= 3600 * asked++;
    return code;
}
