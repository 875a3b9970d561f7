/* The machine's limit for fan-out: an epoll server that sends each text message to every socket, one write(2) each.
 * With "coalesce" the messages read in one turn of the loop go out as one write per socket.
 * Usage: limit PORT direct|coalesce.  Speaks just enough of RFC 6455 for load.c. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_FD 32768
#define READ_SIZE 262144

struct peer {
    int open;         /* the handshake is over */
    int place;        /* index in `all` */
    size_t kept, unsent, unsent_from, unsent_room;
    uint8_t *keep;    /* the start of an unfinished frame */
    uint8_t *waiting; /* what the socket did not take yet */
};

static struct peer peers[MAX_FD];
static int all[MAX_FD], count, loop_fd, coalesce;
static uint8_t *batch;
static size_t batch_size, batch_room;

/* The answer to the nonce of RFC 6455 §1.3, which load.c always sends. */
static const char ACCEPTED[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                               "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
static const char BEFORE[] = "{\"n\":0,\"ev\":\"message.created\",\"cursor\":\"AAAAAAAAAAAAAAAAAAAAAAAA\",\"data\":";

static void watch(int fd, int how, uint32_t events) {
    struct epoll_event event = {.events = events, .data.fd = fd};
    epoll_ctl(loop_fd, how, fd, &event);
}

static void drop(int fd) {
    struct peer *peer = &peers[fd];
    if (peer->open) {
        all[peer->place] = all[--count];
        peers[all[peer->place]].place = peer->place;
    }
    free(peer->keep);
    free(peer->waiting);
    memset(peer, 0, sizeof *peer);
    close(fd);
}

static void keep_unsent(int fd, const uint8_t *bytes, size_t size) {
    struct peer *peer = &peers[fd];
    if (peer->unsent + size > peer->unsent_room) {
        peer->unsent_room = (peer->unsent + size) * 2;
        peer->waiting = realloc(peer->waiting, peer->unsent_room);
    }
    memcpy(peer->waiting + peer->unsent, bytes, size);
    peer->unsent += size;
    watch(fd, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
}

static void send_to(int fd, const uint8_t *bytes, size_t size) {
    ssize_t sent = peers[fd].unsent ? 0 : write(fd, bytes, size);
    if (sent < 0) sent = 0;
    if ((size_t)sent < size) keep_unsent(fd, bytes + sent, size - sent);
}

static void flush_unsent(int fd) {
    struct peer *peer = &peers[fd];
    ssize_t sent = write(fd, peer->waiting + peer->unsent_from, peer->unsent - peer->unsent_from);
    if (sent > 0) peer->unsent_from += sent;
    if (peer->unsent_from == peer->unsent) {
        peer->unsent = peer->unsent_from = 0;
        watch(fd, EPOLL_CTL_MOD, EPOLLIN);
    }
}

static void send_batch(void) {
    for (int i = 0; i < count && batch_size; i++) send_to(all[i], batch, batch_size);
    batch_size = 0;
}

static void tell_all(const uint8_t *text, size_t size) {
    size_t whole = sizeof BEFORE - 1 + size + 1;
    if (batch_size + whole + 4 > batch_room) batch = realloc(batch, batch_room = (batch_size + whole + 4) * 2);
    uint8_t *at = batch + batch_size;
    *at++ = 0x81;
    if (whole < 126) {
        *at++ = whole;
    } else {
        *at++ = 126;
        *at++ = whole >> 8;
        *at++ = whole & 255;
    }
    at = mempcpy(at, BEFORE, sizeof BEFORE - 1);
    at = mempcpy(at, text, size);
    *at++ = '}';
    batch_size = at - batch;
    if (!coalesce) send_batch();
}

/* Takes one masked frame; returns its size, or 0 when it is not whole yet. */
static size_t take_frame(uint8_t *at, size_t size) {
    if (size < 6) return 0;
    size_t length = at[1] & 127, header = 6;
    if (length == 126) {
        if (size < 8) return 0;
        length = at[2] << 8 | at[3];
        header = 8;
    }
    if (size < header + length) return 0;
    for (size_t i = 0; i < length; i++) at[header + i] ^= at[header - 4 + (i & 3)];
    if ((at[0] & 15) == 1) tell_all(at + header, length);
    return header + length;
}

static void receive(int fd) {
    static uint8_t room[READ_SIZE + 65536];
    struct peer *peer = &peers[fd];
    if (peer->kept) memcpy(room, peer->keep, peer->kept);
    ssize_t got = read(fd, room + peer->kept, READ_SIZE);
    if (got <= 0) {
        if (got == 0 || errno != EAGAIN) drop(fd);
        return;
    }
    size_t size = peer->kept + got, taken = 0, step;
    if (!peer->open) {
        uint8_t *end = memmem(room, size, "\r\n\r\n", 4);
        if (end) {
            taken = end + 4 - room;
            peer->open = 1;
            peer->place = count;
            all[count++] = fd;
            send_to(fd, (const uint8_t *)ACCEPTED, sizeof ACCEPTED - 1);
        }
    }
    while (peer->open && (step = take_frame(room + taken, size - taken))) taken += step;
    peer->kept = size - taken;
    if (peer->kept) memcpy(peer->keep = realloc(peer->keep, peer->kept), room + taken, peer->kept);
}

static void admit(int listener) {
    int fd, one = 1;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        watch(fd, EPOLL_CTL_ADD, EPOLLIN);
    }
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    coalesce = !strcmp(argv[2], "coalesce");
    loop_fd = epoll_create1(0);
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), one = 1;
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[1]))};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(listener, (struct sockaddr *)&here, sizeof here) || listen(listener, 4096)) return 1;
    watch(listener, EPOLL_CTL_ADD, EPOLLIN);
    for (;;) {
        struct epoll_event events[1024];
        int ready = epoll_wait(loop_fd, events, 1024, -1);
        for (int i = 0; i < ready; i++) {
            int fd = events[i].data.fd;
            if (fd == listener) admit(listener);
            else {
                if (events[i].events & EPOLLOUT) flush_unsent(fd);
                if (events[i].events & ~EPOLLOUT) receive(fd);
            }
        }
        send_batch();
    }
}
