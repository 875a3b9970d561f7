/* Opens sockets to a chat server and measures what it delivers. Counts messages, whole or in fragments, not frames.
 *
 * load --port P [--path /ws] --sockets N [--hello FILE] --message FILE [--senders S] [--seconds T] PHASE...
 *   --pid      the server's process: "cpu_us" is then what it spent on a delivery, which other work disturbs least
 *   --hello    a file of JSON lines; socket i sends line i (modulo) once and waits for its answer {"re":…}
 *   --message  a file of lines; sender i sends line i (modulo); @ID@ becomes a number and @KEY@ a UUID
 *   PHASE      "16": keep 16 messages in flight for T seconds; "r10": send 10 a second for T seconds; "r10@3": for 3
 *              "each": every sender has one message unanswered for T seconds; sockets may be in several conversations
 *   no PHASE   print "ready" once all sockets are open, and hold them until standard input ends
 * A message {"n":…} is a delivery; n must grow by one per socket unless it is 0. Prints one JSON line per phase. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define READ_SIZE 262144
#define LARGEST 131072
#define RING 65536
#define OPENING 120
#define HANDSHAKES 64

struct sock {
    int fd;
    size_t kept, room;
    uint8_t *keep;         /* the start of an unfinished frame */
    char opening[OPENING]; /* the first bytes of the message being read */
    size_t opened;
    uint64_t got, n;
    double asked_at;
    const char *line; /* what it sends */
};

struct series {
    double *seconds;
    uint64_t count, room;
};

static int pid, port, sockets = 1000, senders = 64, loop_fd;
static double seconds = 2;
static const char *path = "/ws";
static char *hello, *message;
static struct sock *socks;
static uint32_t heard[RING];      /* how many sockets have the j-th message */
static double sent_at[RING];
static struct series latencies, lasts; /* until each copy was read, and until the last of a message was */
static uint64_t sent, done, delivered, answers, refused;
static int sampling, each;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void fail(const char *format, ...) {
    va_list rest;
    va_start(rest, format);
    fputs("load: ", stderr);
    vfprintf(stderr, format, rest);
    fputc('\n', stderr);
    exit(1);
}

static char *contents(const char *name) {
    FILE *file = fopen(name, "r");
    if (!file) fail("cannot read %s", name);
    char *text = calloc(1, 64 << 20);
    text[fread(text, 1, (64 << 20) - 1, file)] = 0;
    fclose(file);
    return text;
}

static void write_whole(struct sock *sock, const uint8_t *bytes, size_t size) {
    while (size) {
        ssize_t wrote = write(sock->fd, bytes, size);
        if (wrote < 0 && errno != EAGAIN) fail("write: %s", strerror(errno));
        if (wrote > 0) bytes += wrote, size -= wrote;
    }
}

static void send_frame(struct sock *sock, int opcode, const char *text, size_t size) {
    static uint8_t frame[LARGEST];
    uint8_t *at = frame, mask[4] = {0x37, 0xfa, 0x21, 0x3d};
    *at++ = 0x80 | opcode;
    if (size < 126) {
        *at++ = 0x80 | size;
    } else {
        *at++ = 0x80 | 126;
        *at++ = size >> 8;
        *at++ = size & 255;
    }
    at = mempcpy(at, mask, 4);
    for (size_t i = 0; i < size; i++) *at++ = text[i] ^ mask[i & 3];
    write_whole(sock, frame, at - frame);
}

static void send_message(struct sock *sock) {
    static char text[LARGEST];
    static uint64_t run;
    if (!run) run = (uint64_t)time(NULL) << 16 ^ getpid();
    char *to = text;
    for (const char *from = sock->line; *from && *from != '\n';) {
        if (!strncmp(from, "@ID@", 4)) {
            to += sprintf(to, "%lu", sent + 1);
            from += 4;
        } else if (!strncmp(from, "@KEY@", 5)) {
            to += sprintf(to, "%08lx-%04lx-4000-8000-%012lx", run >> 16 & 0xffffffff, run & 0xffff, sent);
            from += 5;
        } else {
            *to++ = *from++;
        }
    }
    sock->asked_at = sent_at[++sent % RING] = now();
    send_frame(sock, 1, text, to - text);
}

static void send_next(void) {
    send_message(&socks[(sent + 1) % senders]);
}

static void note_latency(struct series *series, double since) {
    if (series->count == series->room) {
        series->room = series->room * 2 + 65536;
        series->seconds = realloc(series->seconds, series->room * sizeof *series->seconds);
    }
    series->seconds[series->count++] = now() - since;
}

static void note_delivery(struct sock *sock) {
    uint64_t n = strtoull(sock->opening + 5, NULL, 10);
    if (n && n != ++sock->n) fail("a gap: n is %lu where %lu was due", n, sock->n);
    uint64_t place = ++sock->got % RING;
    delivered++;
    if (sampling && !each) note_latency(&latencies, sent_at[place]);
    if (!each && ++heard[place] == (uint32_t)sockets) {
        if (sampling) note_latency(&lasts, sent_at[place]);
        heard[place] = 0;
        done++;
    }
}

static void note_message(struct sock *sock) {
    sock->opening[sock->opened] = 0;
    if (!strncmp(sock->opening, "{\"n\":", 5)) note_delivery(sock);
    else if (!strncmp(sock->opening, "{\"re\":", 6)) {
        answers++;
        if (strstr(sock->opening, "\"ok\":false") && !refused++) fprintf(stderr, "load: %s\n", sock->opening);
        if (sampling && each) {
            note_latency(&latencies, sock->asked_at);
            send_message(sock);
        }
    }
    sock->opened = 0;
}

static void note_frame(struct sock *sock, uint8_t opening, const uint8_t *payload, size_t size) {
    int opcode = opening & 15;
    if (opcode == 8) fail("closed by the server: %d %.*s", payload[0] << 8 | payload[1], (int)size - 2, payload + 2);
    if (opcode == 9) send_frame(sock, 10, (const char *)payload, size);
    if (opcode >= 8) return;
    size_t more = OPENING - 1 - sock->opened < size ? OPENING - 1 - sock->opened : size;
    memcpy(sock->opening + sock->opened, payload, more);
    sock->opened += more;
    if (opening & 0x80) note_message(sock);
}

/* Takes one frame; returns its size, or 0 when it is not whole yet. */
static size_t take_frame(struct sock *sock, const uint8_t *at, size_t size) {
    if (size < 2) return 0;
    size_t length = at[1], header = length == 126 ? 4 : length == 127 ? 10 : 2;
    if (size < header) return 0;
    if (header == 4) length = at[2] << 8 | at[3];
    if (header == 10) length = (size_t)at[6] << 24 | at[7] << 16 | at[8] << 8 | at[9];
    if (size < header + length) return 0;
    note_frame(sock, at[0], at + header, length);
    return header + length;
}

static void keep(struct sock *sock, const uint8_t *bytes, size_t size) {
    if (size > sock->room) sock->keep = realloc(sock->keep, sock->room = size * 2);
    memcpy(sock->keep, bytes, sock->kept = size);
}

static void receive(struct sock *sock) {
    static uint8_t buffer[READ_SIZE + (4 << 20)];
    if (sock->kept > 4 << 20) fail("a frame of more than 4 MiB");
    if (sock->kept) memcpy(buffer, sock->keep, sock->kept);
    ssize_t got = read(sock->fd, buffer + sock->kept, READ_SIZE);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) fail("the server closed a socket: %s", got ? strerror(errno) : "end of stream");
    size_t size = sock->kept + got, taken = 0, step;
    while ((step = take_frame(sock, buffer + taken, size - taken))) taken += step;
    sock->kept = 0;
    if (size > taken) keep(sock, buffer + taken, size - taken);
}

static int turn(int milliseconds) {
    struct epoll_event events[1024];
    int ready = epoll_wait(loop_fd, events, 1024, milliseconds);
    for (int i = 0; i < ready; i++) receive(&socks[events[i].data.u32]);
    return ready;
}

static void ask(struct sock *sock) {
    struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons(port)};
    int one = 1;
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sock->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(sock->fd, (struct sockaddr *)&there, sizeof there)) fail("connect: %s", strerror(errno));
    setsockopt(sock->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    dprintf(sock->fd,
            "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
            path, port);
}

static void await_acceptance(struct sock *sock) {
    char answer[4096];
    size_t size = 0;
    char *end = NULL;
    while (!end) {
        ssize_t got = read(sock->fd, answer + size, sizeof answer - 1 - size);
        if (got <= 0) fail("the server closed a socket during the handshake");
        answer[size += got] = 0;
        end = strstr(answer, "\r\n\r\n");
    }
    if (strncmp(answer, "HTTP/1.1 101", 12)) fail("refused: %.60s", answer);
    size_t rest = size - (end + 4 - answer);
    if (rest) keep(sock, (uint8_t *)end + 4, rest);
    fcntl(sock->fd, F_SETFL, O_NONBLOCK);
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = sock - socks};
    epoll_ctl(loop_fd, EPOLL_CTL_ADD, sock->fd, &event);
}

static void greet(struct sock *sock) {
    static const char *line;
    if (!line || !*line) line = hello;
    size_t size = strcspn(line, "\n");
    send_frame(sock, 1, line, size);
    line += size + (line[size] == '\n');
}

static void deal_messages(void) {
    const char *line = message;
    for (int i = 0; line && i < sockets; i++) {
        socks[i].line = line;
        line += strcspn(line, "\n");
        if (!*line || !line[1]) line = message;
        else line++;
    }
}

static void connect_all(void) {
    socks = calloc(sockets, sizeof *socks);
    deal_messages();
    for (int from = 0; from < sockets; from += HANDSHAKES) {
        int until = from + HANDSHAKES < sockets ? from + HANDSHAKES : sockets;
        for (int i = from; i < until; i++) ask(&socks[i]);
        for (int i = from; i < until; i++) await_acceptance(&socks[i]);
        for (int i = from; hello && i < until; i++) greet(&socks[i]);
        double patience = now() + 60;
        while (hello && answers < (uint64_t)until) {
            turn(100);
            if (now() > patience) fail("%lu of %d sockets were greeted", answers, until);
        }
    }
    if (refused) fail("%lu sockets were refused", refused);
}

static void settle(void) {
    double patience = now() + 20;
    while (done < sent) {
        turn(100);
        if (now() > patience) fail("%lu of %lu messages reached all", done, sent);
    }
}

/* The processor seconds that the server has used. */
static double server_cpu(void) {
    char name[64], text[1024], *rest;
    unsigned long user = 0, system = 0;
    snprintf(name, sizeof name, "/proc/%d/stat", pid);
    FILE *file = pid ? fopen(name, "r") : NULL;
    if (!file) return 0;
    text[fread(text, 1, sizeof text - 1, file)] = 0;
    fclose(file);
    rest = strrchr(text, ')');
    if (rest) sscanf(rest + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
    return (double)(user + system) / sysconf(_SC_CLK_TCK);
}

static void saturate(int in_flight) {
    double warm = now() + seconds / 5, counted_from = 0, cpu = 0;
    uint64_t delivered_before = 0, done_before = 0;
    while (!counted_from || now() < counted_from + seconds || delivered == delivered_before) {
        if (!counted_from && now() >= warm) {
            counted_from = now();
            cpu = server_cpu();
            delivered_before = delivered;
            done_before = done;
        }
        while (sent - done < (uint64_t)in_flight) send_next();
        turn(100);
    }
    double took = now() - counted_from;
    printf("{\"in_flight\": %d, \"deliveries\": %.0f, \"messages\": %.1f, \"cpu_us\": %.3f", in_flight,
           (delivered - delivered_before) / took, (done - done_before) / took,
           (server_cpu() - cpu) * 1e6 / (delivered - delivered_before));
    settle();
}

/* Reads on until every answer has come, and then for a moment nothing more. */
static void settle_answers(uint64_t due) {
    double patience = now() + 20;
    while (turn(200) || answers < due)
        if (now() > patience) fail("%lu of %lu messages were answered", answers, due);
}

static int ascending(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The milliseconds within which a share of them came. */
static double within(struct series *series, double share) {
    qsort(series->seconds, series->count, sizeof *series->seconds, ascending);
    return series->seconds[(uint64_t)(series->count * share)] * 1e3;
}

static void pace(double rate) {
    double start = now(), due = start;
    latencies.count = lasts.count = 0;
    sampling = 1;
    while (due < start + seconds) {
        double wait = due - now();
        if (wait <= 0) {
            send_next();
            due += 1 / rate;
        } else {
            turn(wait > 0.001 ? (int)(wait * 1000) : 0);
        }
    }
    settle();
    sampling = 0;
    printf("{\"rate\": %.0f, \"p50_ms\": %.2f, \"p99_ms\": %.2f, \"last_p99_ms\": %.2f", rate, within(&latencies, 0.5),
           within(&latencies, 0.99), within(&lasts, 0.99));
}

static void send_each(void) {
    uint64_t answers_before = answers, sent_before = sent, delivered_before = delivered;
    double warm = now() + seconds / 5;
    sampling = each = 1;
    for (int i = 0; i < senders; i++) send_message(&socks[i]);
    while (now() < warm) turn(100);
    latencies.count = 0;
    double counted_from = now(), cpu = server_cpu();
    while (now() < counted_from + seconds) turn(100);
    sampling = 0;
    double took = now() - counted_from;
    cpu = server_cpu() - cpu;
    settle_answers(answers_before + sent - sent_before);
    if (!latencies.count) fail("nothing was answered");
    printf("{\"sends\": %.0f, \"p50_ms\": %.2f, \"p99_ms\": %.2f, \"cpu_us\": %.1f, \"heard_by\": %.2f",
           latencies.count / took, within(&latencies, 0.5), within(&latencies, 0.99), cpu * 1e6 / latencies.count,
           (double)(delivered - delivered_before) / (sent - sent_before));
}

static void read_options(int argc, char **argv) {
    static struct option known[] = {{"port", 1, 0, 'p'},    {"path", 1, 0, 'a'},    {"sockets", 1, 0, 'n'},
                                    {"hello", 1, 0, 'h'},   {"message", 1, 0, 'm'}, {"senders", 1, 0, 's'},
                                    {"seconds", 1, 0, 't'}, {"pid", 1, 0, 'i'},     {0, 0, 0, 0}};
    for (int option; (option = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        if (option == 'p') port = atoi(optarg);
        else if (option == 'i') pid = atoi(optarg);
        else if (option == 'a') path = optarg;
        else if (option == 'n') sockets = atoi(optarg);
        else if (option == 'h') hello = contents(optarg);
        else if (option == 'm') message = contents(optarg);
        else if (option == 's') senders = atoi(optarg);
        else if (option == 't') seconds = atof(optarg);
        else fail("unknown option");
    }
    if (senders > sockets) senders = sockets;
}

int main(int argc, char **argv) {
    read_options(argc, argv);
    loop_fd = epoll_create1(0);
    connect_all();
    if (optind == argc) {
        puts("ready");
        fflush(stdout);
        while (getchar() != EOF) continue;
    }
    for (int i = optind; i < argc; i++) {
        uint64_t answers_before = answers;
        double start = now();
        char *own = strchr(argv[i], '@');
        if (own) seconds = atof(own + 1);
        if (argv[i][0] == 'e') send_each();
        else if (argv[i][0] == 'r') pace(atof(argv[i] + 1));
        else saturate(atoi(argv[i]));
        printf(", \"answers\": %.1f, \"refused\": %lu}\n", (answers - answers_before) / (now() - start), refused);
        fflush(stdout);
    }
    return 0;
}
