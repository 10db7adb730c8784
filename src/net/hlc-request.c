/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-request.h"

#include <string.h>

#include "hlc-error-body.h"
#include "hlc-priority.h"
#include "hlc-request-private.h"

/* Bytes of events that may wait for a slow reader before it is dropped. */
#define MAX_UNSENT (1024 * 1024)
/* Seconds between comments in a stream without events, so that a reader that left is noticed. */
#define HEARTBEAT 15

struct _HlcRequest
{
  GObject parent_instance;

  SoupServerMessage *message; /* (owned) (nullable): NULL once it is finished or its client has left */
  HlcConnection *connection;  /* (owned) */
  GMainContext *context;      /* (owned) */

  const char *method;     /* (static): interned by libsoup */
  char *raw_path;         /* (owned) (nullable) */
  char *path;             /* (owned) (nullable): NULL where it cannot be decoded */
  char *shown_path;       /* (owned): valid UTF-8, whatever came */
  char *query;            /* (owned) (nullable) */
  char *absolute_host;    /* (owned) (nullable) */
  HlcHeaderList *headers; /* (owned) */
  GBytes *body;           /* (owned) */

  gboolean is_answered;
  gboolean is_stream;
  gsize n_unsent;
  GSource *heartbeat; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HlcRequest, hlc_request, G_TYPE_OBJECT)

/* Every answer is JSON and says so. libsoup closes each connection that it did not accept itself after one answer;
 * unless the client is told, it would send its next request into a reset. */
static const struct
{
  const char *name;
  const char *value;
} fixed_headers[] = {
  { "Content-Type", "application/json" },
  { "X-Content-Type-Options", "nosniff" },
  { "Cache-Control", "no-store" },
  { "Connection", "close" },
};

static void
set_fixed_headers (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  for (guint i = 0; i < G_N_ELEMENTS (fixed_headers); i++)
    soup_message_headers_replace (headers, fixed_headers[i].name, fixed_headers[i].value);
}

static void
clear_preset_answer (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  for (guint i = 0; i < G_N_ELEMENTS (fixed_headers); i++)
    soup_message_headers_remove (headers, fixed_headers[i].name);
  soup_message_body_truncate (soup_server_message_get_response_body (message));
}

static void
stop_heartbeat (HlcRequest *self)
{
  if (self->heartbeat == NULL)
    return;

  g_source_destroy (self->heartbeat);
  g_clear_pointer (&self->heartbeat, g_source_unref);
}

/* The message is over: resuming it would be a critical, and there is nobody to answer. */
static void
message_gone_cb (HlcRequest *self)
{
  stop_heartbeat (self);
  if (self->message == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
}

static void
wrote_body_data_cb (HlcRequest *self, guint n_bytes)
{
  self->n_unsent -= MIN (n_bytes, self->n_unsent);
}

static gboolean
resume_cb (gpointer user_data)
{
  HlcRequest *self = user_data;

  if (self->message != NULL)
    soup_server_message_unpause (self->message);

  return G_SOURCE_REMOVE;
}

/* Sends what the message holds, below the priority at which GTK paints. */
static void
resume (HlcRequest *self)
{
  GSource *current = g_main_current_source ();
  g_autoptr (GSource) source = NULL;

  if (current != NULL && g_source_get_priority (current) >= HLC_PRIORITY_ANSWER)
    {
      resume_cb (self);
      return;
    }

  source = g_idle_source_new ();
  g_source_set_priority (source, HLC_PRIORITY_ANSWER);
  g_source_set_callback (source, resume_cb, g_object_ref (self), g_object_unref);
  g_source_attach (source, self->context);
}

static HlcHeaderList *
copy_headers (SoupMessageHeaders *headers)
{
  g_autoptr (HlcHeaderList) list = hlc_header_list_new ();
  SoupMessageHeadersIter iter;
  const char *name = NULL;
  const char *value = NULL;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    hlc_header_list_append (list, name, value);

  return g_steal_pointer (&list);
}

static char *
dup_authority (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  const char *open = host != NULL && strchr (host, ':') != NULL ? "[" : "";
  const char *close = *open == '[' ? "]" : "";

  if (host == NULL)
    return NULL;
  if (g_uri_get_port (uri) < 0)
    return g_strdup_printf ("%s%s%s", open, host, close);

  return g_strdup_printf ("%s%s%s:%d", open, host, close, g_uri_get_port (uri));
}

static gboolean
heartbeat_cb (gpointer user_data)
{
  HlcRequest *self = user_data;
  static const char comment[] = ": still here\n\n";

  self->n_unsent += strlen (comment);
  soup_message_body_append (soup_server_message_get_response_body (self->message), SOUP_MEMORY_STATIC,
                            comment, strlen (comment));
  soup_server_message_unpause (self->message);

  return G_SOURCE_CONTINUE;
}

static void
hlc_request_dispose (GObject *object)
{
  HlcRequest *self = HLC_REQUEST (object);

  message_gone_cb (self);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (hlc_request_parent_class)->dispose (object);
}

static void
hlc_request_finalize (GObject *object)
{
  HlcRequest *self = HLC_REQUEST (object);

  g_free (self->raw_path);
  g_free (self->path);
  g_free (self->shown_path);
  g_free (self->query);
  g_free (self->absolute_host);
  hlc_header_list_unref (self->headers);
  g_bytes_unref (self->body);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (hlc_request_parent_class)->finalize (object);
}

static void
hlc_request_class_init (HlcRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hlc_request_dispose;
  object_class->finalize = hlc_request_finalize;
}

static void
hlc_request_init (HlcRequest *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->body = g_bytes_new (NULL, 0);
}

/*< private >
 * hlc_request_preset_answer:
 * @message: a request of which nothing has been read yet
 *
 * Gives @message the body that it is answered with where libsoup refuses it before we see it: a request line or
 * headers that it cannot parse (400), a Transfer-Encoding that it does not know (501).
 */
void
hlc_request_preset_answer (SoupServerMessage *message)
{
  static GBytes *json;

  /* Each request gets it and few send it, so it is made once. */
  if (g_once_init_enter (&json))
    g_once_init_leave (&json,
                       hlc_error_body_new ("request_malformed",
                                           "The request is not one of HTTP/1.1 (RFC 9112). Send it with an "
                                           "HTTP client.",
                                           NULL));

  set_fixed_headers (message);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), json);
}

/*< private >
 * hlc_request_new:
 * @message: a request whose headers have been read
 * @connection: (transfer none): where it came from
 *
 * Returns: (transfer full): the request
 */
HlcRequest *
hlc_request_new (SoupServerMessage *message, HlcConnection *connection)
{
  HlcRequest *self = g_object_new (HLC_TYPE_REQUEST, NULL);
  GUri *uri = soup_server_message_get_uri (message);

  self->message = g_object_ref (message);
  self->connection = g_object_ref (connection);
  self->method = soup_server_message_get_method (message);
  self->raw_path = g_strdup (*g_uri_get_path (uri) == '\0' ? "/" : g_uri_get_path (uri));
  self->path = g_uri_unescape_string (self->raw_path, NULL);
  self->shown_path = g_utf8_make_valid (self->path != NULL ? self->path : self->raw_path, -1);
  self->query = g_strdup (g_uri_get_query (uri));
  self->absolute_host = dup_authority (uri);
  self->headers = copy_headers (soup_server_message_get_request_headers (message));
  clear_preset_answer (message);

  g_signal_connect_swapped (message, "finished", G_CALLBACK (message_gone_cb), self);
  g_signal_connect_swapped (message, "disconnected", G_CALLBACK (message_gone_cb), self);
  g_signal_connect_swapped (message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), self);

  return self;
}

/*< private >
 * hlc_request_get_head:
 * @head: (out caller-allocates): what the guard looks at, but for the port; lent by @self
 */
void
hlc_request_get_head (HlcRequest *self, HlcRequestHead *head)
{
  head->method = hlc_request_get_method (self);
  head->raw_path = self->raw_path;
  head->path = self->path;
  head->absolute_host = self->absolute_host;
  head->headers = self->headers;
}

/*< private >
 * hlc_request_take_over:
 * @body: (nullable): the body, where it was kept
 *
 * From here on the answer is ours to give: the message waits, and its connection has no deadline.
 */
void
hlc_request_take_over (HlcRequest *self, GBytes *body)
{
  if (body != NULL)
    {
      g_bytes_unref (self->body);
      self->body = g_bytes_ref (body);
    }
  hlc_connection_lift_deadline (self->connection);
  soup_server_message_pause (self->message);
}

/**
 * hlc_request_get_method:
 *
 * Returns: (transfer none): the method, as `POST`; lives for ever
 */
const char *
hlc_request_get_method (HlcRequest *self)
{
  g_return_val_if_fail (HLC_IS_REQUEST (self), NULL);

  return self->method;
}

/**
 * hlc_request_get_path:
 *
 * Returns: (transfer none): the percent-decoded path without the query; UTF-8 whatever came, so that it can be shown
 */
const char *
hlc_request_get_path (HlcRequest *self)
{
  g_return_val_if_fail (HLC_IS_REQUEST (self), NULL);

  return self->shown_path;
}

/**
 * hlc_request_get_query:
 *
 * Returns: (transfer none) (nullable): the query, still percent-encoded, without the question mark
 */
const char *
hlc_request_get_query (HlcRequest *self)
{
  g_return_val_if_fail (HLC_IS_REQUEST (self), NULL);

  return self->query;
}

/**
 * hlc_request_get_headers:
 *
 * The headers as libsoup gives them: the names that it knows in its own spelling and before the others, `Range` too.
 *
 * Returns: (transfer none): the headers
 */
HlcHeaderList *
hlc_request_get_headers (HlcRequest *self)
{
  g_return_val_if_fail (HLC_IS_REQUEST (self), NULL);

  return self->headers;
}

/**
 * hlc_request_get_body:
 *
 * Returns: (transfer none): the body, byte for byte; empty where the request was refused, since it was not kept
 */
GBytes *
hlc_request_get_body (HlcRequest *self)
{
  g_return_val_if_fail (HLC_IS_REQUEST (self), NULL);

  return self->body;
}

/**
 * hlc_request_get_remote_address:
 *
 * Returns: (transfer none): address and port of the client
 */
const char *
hlc_request_get_remote_address (HlcRequest *self)
{
  g_return_val_if_fail (HLC_IS_REQUEST (self), NULL);

  return hlc_connection_get_remote_address (self->connection);
}

/**
 * hlc_request_set_header:
 * @name: a header's name
 * @value: its value, from us, never from outside
 *
 * Sets a header of the answer, before it is given.
 */
void
hlc_request_set_header (HlcRequest *self, const char *name, const char *value)
{
  g_return_if_fail (HLC_IS_REQUEST (self));
  g_return_if_fail (!self->is_answered);

  if (self->message != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (self->message), name, value);
}

/**
 * hlc_request_answer:
 * @status: the HTTP status
 * @json: the body: a JSON text
 *
 * Answers, once. The answer goes out from a source at %HLC_PRIORITY_ANSWER; to a client that has left, nowhere.
 */
void
hlc_request_answer (HlcRequest *self, guint status, GBytes *json)
{
  g_return_if_fail (HLC_IS_REQUEST (self));
  g_return_if_fail (json != NULL);
  g_return_if_fail (!self->is_answered);

  self->is_answered = TRUE;
  if (self->message == NULL)
    return;

  set_fixed_headers (self->message);
  soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), json);
  soup_server_message_set_status (self->message, status, NULL);
  hlc_connection_start_deadline (self->connection);
  resume (self);
}

/**
 * hlc_request_answer_error:
 * @status: the HTTP status
 * @code: a word for programs
 * @message: a sentence: what is wrong and what to do
 *
 * Answers with an error, once.
 */
void
hlc_request_answer_error (HlcRequest *self, guint status, const char *code, const char *message)
{
  g_autoptr (GBytes) json = hlc_error_body_new (code, message, NULL);

  hlc_request_answer (self, status, json);
}

/**
 * hlc_request_begin_events:
 *
 * Answers with a stream of server-sent events (`text/event-stream`, HTML Living Standard, section 9.2) that stays
 * open until hlc_request_end_events() or until the client leaves. A comment every 15 s keeps it alive.
 */
void
hlc_request_begin_events (HlcRequest *self)
{
  SoupMessageHeaders *headers = NULL;
  gboolean is_http_1_0 = FALSE;

  g_return_if_fail (HLC_IS_REQUEST (self));
  g_return_if_fail (!self->is_answered);

  self->is_answered = TRUE;
  if (self->message == NULL)
    return;

  self->is_stream = TRUE;
  set_fixed_headers (self->message);
  headers = soup_server_message_get_response_headers (self->message);
  is_http_1_0 = soup_server_message_get_http_version (self->message) == SOUP_HTTP_1_0;
  soup_message_headers_replace (headers, "Content-Type", "text/event-stream");
  soup_message_headers_set_encoding (headers, is_http_1_0 ? SOUP_ENCODING_EOF : SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (self->message), FALSE);
  soup_server_message_set_status (self->message, SOUP_STATUS_OK, NULL);

  self->heartbeat = g_timeout_source_new_seconds (HEARTBEAT);
  g_source_set_priority (self->heartbeat, HLC_PRIORITY_ANSWER);
  g_source_set_callback (self->heartbeat, heartbeat_cb, self, NULL);
  g_source_attach (self->heartbeat, self->context);
  resume (self);
}

/* The first line feed or carriage return, or @end. */
static const char *
find_line_end (const char *data, const char *end)
{
  const char *line_feed = memchr (data, '\n', end - data);
  const char *line_end = line_feed != NULL ? line_feed : end;
  const char *carriage_return = memchr (data, '\r', line_end - data);

  return carriage_return != NULL ? carriage_return : line_end;
}

/**
 * hlc_request_format_event:
 * @event: the event's name
 * @json: its data: a JSON text
 *
 * Makes what is sent for an event, once for all who read. The format is that of server-sent events (the HTML
 * standard, section 9.2): a line feed, a carriage return or both end a line, and white space of JSON may hold them.
 *
 * Returns: (transfer full): the event, for hlc_request_write_event()
 */
GBytes *
hlc_request_format_event (const char *event, GBytes *json)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (json, &size);
  const char *end = data + size;
  GString *text = g_string_sized_new (size + 64);

  g_string_append_printf (text, "event: %s\n", event);
  while (data < end)
    {
      const char *line_end = find_line_end (data, end);

      g_string_append (text, "data: ");
      g_string_append_len (text, data, line_end - data);
      g_string_append_c (text, '\n');
      data = line_end + (end - line_end > 1 && line_end[0] == '\r' && line_end[1] == '\n' ? 2 : 1);
    }
  g_string_append_c (text, '\n');

  return g_string_free_to_bytes (text);
}

/**
 * hlc_request_write_event:
 * @event: an event, of hlc_request_format_event()
 *
 * Sends one event. A client that lets a mebibyte wait is dropped.
 *
 * Returns: %FALSE when the client has left or was dropped; the stream is over then
 */
gboolean
hlc_request_write_event (HlcRequest *self, GBytes *event)
{
  g_return_val_if_fail (HLC_IS_REQUEST (self), FALSE);
  g_return_val_if_fail (event != NULL, FALSE);

  if (self->message == NULL || !self->is_stream)
    return FALSE;

  /* One event may be larger than that: what counts is what waits already. */
  if (self->n_unsent > MAX_UNSENT)
    {
      g_debug ("Dropping %s: it does not read its events", hlc_request_get_remote_address (self));
      self->is_stream = FALSE;
      stop_heartbeat (self);
      hlc_connection_shut_down (self->connection);
      return FALSE;
    }

  self->n_unsent += g_bytes_get_size (event);
  soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), event);
  resume (self);

  return TRUE;
}

/**
 * hlc_request_end_events:
 *
 * Ends the stream.
 */
void
hlc_request_end_events (HlcRequest *self)
{
  g_return_if_fail (HLC_IS_REQUEST (self));

  if (self->message == NULL || !self->is_stream)
    return;

  self->is_stream = FALSE;
  stop_heartbeat (self);
  hlc_connection_start_deadline (self->connection);
  soup_message_body_complete (soup_server_message_get_response_body (self->message));
  resume (self);
}
