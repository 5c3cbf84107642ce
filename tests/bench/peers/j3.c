/* J3 in plain C: an 8-hour day, three types of call, groups A and B, a second tier, redials.
   Group A takes types 0 and 1, group B types 1 and 2, the longest-waiting call first; group C is tier 2.
   Every event has its own time: all lie on one binary heap but the next fresh call, which is kept
   beside it. A day starts empty and ends when all have left.
   Use: j3 DAYS SEED. Prints one line of JSON with totals over all days. Times are minutes. */
#include "loop.h"

enum { FRESH, REDIAL, END_A, END_B, END_C, PATIENCE_END };
enum { A, B, C, GROUPS };
enum { TIER_2 = 3, LINES = 4 }; /* lines 0 to 2 hold the tier-1 calls of that type */

static const double RATE[16] = {6, 8, 10, 12, 13, 13, 12, 11, 10, 11, 12, 12, 11, 10, 9, 6.67};
static const double HALF_HOUR = 30.0, CLOSING = 480.0, PROMISE = 20.0 / 60.0;
static const double HANDLING[3] = {4.0, 5.0, 6.0}, HANDLING_2 = 8.0;
static const double PATIENCE_1 = 3.0, PATIENCE_2 = 6.0, REDIAL_AFTER = 10.0;
static const double RESOLVED = 0.6, REDIALS = 0.5;

static Line lines[LINES];
static int idle[GROUPS];
static long fresh, contacts, abandoned_1, escalated, abandoned_2, in_time, events;
static double waits_1;

static double next_fresh(double now) { /* unit-rate work is spent interval by interval */
    double work = exponential(1.0);
    for (int i = (int)(now / HALF_HOUR); i < 16; i++) {
        double end = (i + 1) * HALF_HOUR;
        if (work < (end - now) * RATE[i]) return now + work / RATE[i];
        work -= (end - now) * RATE[i];
        now = end;
    }
    return INFINITY;
}

static inline int draw_type(void) {
    double u = uniform();
    return u <= 0.5 ? 0 : u <= 0.8 ? 1 : 2;
}

static inline void talk(int group, int type, double now) {
    schedule(now + exponential(group == C ? HANDLING_2 : HANDLING[type]), END_A + group, type);
}

static inline void answered_1(double wait) {
    waits_1 += wait;
    in_time += wait <= PROMISE;
}

static void wait_in(int line, int type, double now) {
    double patience = exponential(line == TIER_2 ? PATIENCE_2 : PATIENCE_1);
    schedule(now + patience, PATIENCE_END, join(lines, line, type, now));
}

static void call_tier_1(int type, double now) {
    contacts++;
    int group = type < 2 && idle[A] > 0 ? A : type > 0 && idle[B] > 0 ? B : GROUPS;
    if (group == GROUPS) {
        wait_in(type, type, now);
        return;
    }
    idle[group]--;
    answered_1(0.0);
    talk(group, type, now);
}

static void call_tier_2(int type, double now) {
    escalated++;
    if (idle[C] == 0) {
        wait_in(TIER_2, type, now);
        return;
    }
    idle[C]--;
    talk(C, type, now);
}

static inline int32_t longest_waiting(int group) {
    if (group == C) return lines[TIER_2].first;
    int32_t one = lines[group].first, other = lines[group + 1].first; /* A: 0, 1; B: 1, 2 */
    if (one == NOBODY) return other;
    if (other == NOBODY) return one;
    return waiting[one].since <= waiting[other].since ? one : other;
}

static void agent_free(int group, double now) {
    int32_t call = longest_waiting(group);
    if (call == NOBODY) {
        idle[group]++;
        return;
    }
    leave(lines, call);
    if (group != C) answered_1(now - waiting[call].since);
    talk(group, waiting[call].type, now);
}

static void patience_end(int32_t call, double now) {
    Waiting *w = &waiting[call];
    if (w->line != ANSWERED) {
        if (w->line == TIER_2) {
            abandoned_2++;
        } else {
            abandoned_1++;
            waits_1 += now - w->since;
        }
        leave(lines, call);
        if (uniform() <= REDIALS) {
            double again = now + exponential(REDIAL_AFTER);
            if (again <= CLOSING) schedule(again, REDIAL, w->type);
        }
    }
    free_slot[free_slots++] = call;
}

static void day(void) {
    idle[A] = 30, idle[B] = 26, idle[C] = 38;
    double fresh_call = next_fresh(0.0);
    while (fresh_call < INFINITY || pending > 0) {
        Event event = arrival_or_event(fresh_call, FRESH);
        double now = event.time;
        events++;
        switch (event.kind) {
        case FRESH:
            fresh++;
            fresh_call = next_fresh(now);
            call_tier_1(draw_type(), now);
            break;
        case REDIAL:
            call_tier_1(event.who, now);
            break;
        case END_A:
        case END_B:
            agent_free(event.kind - END_A, now);
            if (uniform() > RESOLVED) call_tier_2(event.who, now);
            break;
        case END_C:
            agent_free(C, now);
            break;
        case PATIENCE_END:
            patience_end(event.who, now);
            break;
        }
    }
}

int main(int argc, char **argv) {
    long days = argc > 1 ? atol(argv[1]) : 100;
    seed_rng(argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
    double began = seconds_now();
    open_lines(lines, LINES);
    for (long d = 0; d < days; d++) day();
    double seconds = seconds_now() - began;
    printf("{\"days\": %ld, \"fresh\": %ld, \"contacts\": %ld, \"abandoned_1\": %ld, \"escalated\": %ld, "
           "\"abandoned_2\": %ld, \"waits_1\": %.6f, \"in_time\": %ld, \"events\": %ld, "
           "\"seconds\": %.6f}\n",
           days, fresh, contacts, abandoned_1, escalated, abandoned_2, waits_1, in_time, events, seconds);
    return 0;
}
