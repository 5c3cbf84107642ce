/* What both C yardsticks stand on: draws, a binary heap of events, lists of waiting calls, a clock. */
#ifndef LOOP_H
#define LOOP_H

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Draws: xoshiro256+, its state filled by splitmix64 from one seed. */

static uint64_t rng[4];

static void seed_rng(uint64_t seed) {
    for (int i = 0; i < 4; i++) {
        uint64_t z = (seed += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        rng[i] = z ^ (z >> 31);
    }
}

static inline double uniform(void) { /* in (0, 1], so that its logarithm is finite */
    uint64_t sum = rng[0] + rng[3], shifted = rng[1] << 17;
    rng[2] ^= rng[0];
    rng[3] ^= rng[1];
    rng[1] ^= rng[2];
    rng[0] ^= rng[3];
    rng[2] ^= shifted;
    rng[3] = (rng[3] << 45) | (rng[3] >> 19);
    return (double)((sum >> 11) + 1) * 0x1p-53;
}

static inline double exponential(double mean) { return -mean * log(uniform()); }

/* Events: a binary heap by time, with more room than these jobs ever need. */

enum { ROOM = 1 << 16 };

typedef struct { double time; int32_t kind, who; } Event;

static Event heap[ROOM];
static int pending;

static void out_of_room(void) {
    fputs("the yardstick ran out of room\n", stderr);
    exit(1);
}

static inline void schedule(double time, int kind, int who) {
    if (pending == ROOM) out_of_room();
    int i = pending++;
    while (i > 0 && heap[(i - 1) / 2].time > time) {
        heap[i] = heap[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    heap[i] = (Event){time, kind, who};
}

static inline Event next_event(void) {
    Event first = heap[0], last = heap[--pending];
    int i = 0, child;
    while ((child = 2 * i + 1) < pending) {
        child += child + 1 < pending && heap[child + 1].time < heap[child].time;
        if (heap[child].time >= last.time) break;
        heap[i] = heap[child];
        i = child;
    }
    heap[i] = last;
    return first;
}

/* The next arrival is known beforehand, so it need not lie on the heap. */
static inline Event arrival_or_event(double arrival, int kind) {
    if (pending == 0 || arrival < heap[0].time) return (Event){arrival, kind, -1};
    return next_event();
}

/* Waiting calls: first come, first served, and whoever gives up leaves from the middle. A call keeps
   its slot until its patience event has come, also when an agent was faster. */

typedef struct { double since; int32_t before, after, type, line; } Waiting;
typedef struct { int32_t first, last; } Line;

enum { NOBODY = -1, ANSWERED = -1 };

static Waiting waiting[ROOM];
static int32_t free_slot[ROOM];
static int free_slots;

static void open_lines(Line *lines, int count) {
    for (int i = 0; i < count; i++) lines[i] = (Line){NOBODY, NOBODY};
    for (free_slots = 0; free_slots < ROOM; free_slots++) free_slot[free_slots] = ROOM - 1 - free_slots;
}

static inline int32_t join(Line *lines, int line, int type, double now) {
    if (free_slots == 0) out_of_room();
    int32_t call = free_slot[--free_slots], last = lines[line].last;
    waiting[call] = (Waiting){now, last, NOBODY, type, line};
    *(last == NOBODY ? &lines[line].first : &waiting[last].after) = call;
    lines[line].last = call;
    return call;
}

static inline void leave(Line *lines, int32_t call) {
    Waiting *w = &waiting[call];
    *(w->before == NOBODY ? &lines[w->line].first : &waiting[w->before].after) = w->after;
    *(w->after == NOBODY ? &lines[w->line].last : &waiting[w->after].before) = w->before;
    w->line = ANSWERED;
}

static inline double seconds_now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

#endif
