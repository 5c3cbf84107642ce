/* J1 in plain C: one queue, 100 agents, 95 calls a minute, service 1 minute, patience 2 minutes.
   Every event has its own time: service ends and the patience of a call that waits lie on one binary
   heap, the next arrival beside it.
   Use: j1 CALLS SEED. Prints one line of JSON. Times are minutes. */
#include "loop.h"

enum { ARRIVAL, SERVICE_END, PATIENCE_END };

static const int AGENTS = 100;
static const double GAP = 1.0 / 95.0, SERVICE = 1.0, PATIENCE = 2.0, PROMISE = 20.0 / 60.0;

int main(int argc, char **argv) {
    long calls = argc > 1 ? atol(argv[1]) : 1000000;
    seed_rng(argc > 2 ? strtoull(argv[2], NULL, 10) : 1);

    double began = seconds_now();
    Line queue;
    open_lines(&queue, 1);
    long arrived = 0, abandoned = 0, in_time = 0, events = 0;
    double waits = 0.0;
    int idle = AGENTS;
    double next_arrival = exponential(GAP);

    while (next_arrival < INFINITY || pending > 0) {
        Event event = arrival_or_event(next_arrival, ARRIVAL);
        double now = event.time;
        events++;
        switch (event.kind) {
        case ARRIVAL:
            next_arrival = ++arrived < calls ? now + exponential(GAP) : INFINITY;
            if (idle > 0) {
                idle--;
                in_time++;
                schedule(now + exponential(SERVICE), SERVICE_END, NOBODY);
            } else {
                schedule(now + exponential(PATIENCE), PATIENCE_END, join(&queue, 0, 0, now));
            }
            break;
        case SERVICE_END:
            if (queue.first == NOBODY) {
                idle++;
            } else {
                double wait = now - waiting[queue.first].since;
                leave(&queue, queue.first);
                waits += wait;
                in_time += wait <= PROMISE;
                schedule(now + exponential(SERVICE), SERVICE_END, NOBODY);
            }
            break;
        case PATIENCE_END:
            if (waiting[event.who].line != ANSWERED) {
                leave(&queue, event.who);
                abandoned++;
                waits += now - waiting[event.who].since;
            }
            free_slot[free_slots++] = event.who;
            break;
        }
    }
    double seconds = seconds_now() - began;

    double n = (double)calls;
    printf("{\"calls\": %ld, \"wait\": %.9f, \"abandoned\": %.9f, \"in_time\": %.9f, "
           "\"events\": %ld, \"seconds\": %.6f}\n",
           calls, waits / n, (double)abandoned / n, (double)in_time / n, events, seconds);
    return 0;
}
