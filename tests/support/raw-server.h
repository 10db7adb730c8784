/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** An answer, and the end of the connection. */
#define RAW_OK                                                                                               \
  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"ok\"}"

/** RawManner: what a handler does with a request once it has read it. */
typedef enum
{
  RAW_ANSWER, /* sends its answer and closes */
  RAW_HOLD,   /* keeps the request until raw_server_release() */
  RAW_DRIP,   /* sends its answer byte by byte, and the last byte again and again */
  RAW_FLOOD,  /* sends its answer, and then RAW_FLOOD_SIZE bytes as fast as they are taken */
  RAW_CLOSE,  /* closes without a word */
  RAW_RESET,  /* resets the connection */
  RAW_BLURT,  /* sends its answer as soon as anything comes, and closes */
  RAW_REFUSE, /* does not even read it: resets the connection when it is accepted */
  RAW_IGNORE, /* does not even read it, and leaves the connection open */
} RawManner;

#define RAW_FLOOD_SIZE (100 * 1024 * 1024)

/*
 * A developer's handler, however wrong, on a free port of 127.0.0.1, in the thread-default main context. It keeps what it
 * was sent. What it is told to do holds for requests that come from then on.
 */
typedef struct _RawServer RawServer;

RawServer *raw_server_new (void) G_GNUC_WARN_UNUSED_RESULT;
RawServer *raw_server_new_tls (GTlsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;
void raw_server_free (RawServer *self);
guint16 raw_server_get_port (RawServer *self);
char *raw_server_dup_url (RawServer *self, const char *path) G_GNUC_WARN_UNUSED_RESULT;
void raw_server_set_manner (RawServer *self, RawManner manner, const char *answer);
void raw_server_release (RawServer *self);
guint raw_server_get_n_connections (RawServer *self);
guint raw_server_get_n_open (RawServer *self);
guint raw_server_get_most_open (RawServer *self);
gsize raw_server_get_n_sent (RawServer *self);
guint raw_server_get_n_requests (RawServer *self);
const char *raw_server_get_request (RawServer *self, guint index);
guint16 raw_free_port (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawServer, raw_server_free)

G_END_DECLS
