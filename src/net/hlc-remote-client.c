/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-remote-client.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hlc-http-exchange.h"
#include "hlc-remote-base.h"

/* All of a request and its answer. Milliseconds. */
#define DEADLINE 30000
/* Answers that are longer are read on a worker thread: it would be seen in the window. Bytes. */
#define MAX_INLINE (256 * 1024)

struct _HlcRemoteClient
{
  GObject parent_instance;

  SoupSession *session; /* (owned) */
  char *base;           /* (owned) */
  char *key;            /* (owned) */
  guint deadline;
};

G_DEFINE_FINAL_TYPE (HlcRemoteClient, hlc_remote_client, G_TYPE_OBJECT)

/* The paths of each kind. */
static const char *const PATHS[] = {
  [HLC_OPERATION_FUNCTION_CALL] = "/function_calls",
  [HLC_OPERATION_HUMAN_CONTACT] = "/contact_requests",
};

/* What was asked, and the answer while it is read. */
typedef struct
{
  char *base;    /* (owned) */
  char *key;     /* (owned) */
  char *call_id; /* (owned) (nullable) */
  HlcOperationKind kind;
  gboolean is_creation;
  HlcHttpAnswer *reply; /* (owned) (nullable) */
} Asked;

static void
wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_free (asked->base);
  wipe (asked->key);
  g_free (asked->call_id);
  g_clear_pointer (&asked->reply, hlc_http_answer_free);
  g_free (asked);
}

static HlcRemoteQuestion
get_question (const Asked *asked)
{
  return (HlcRemoteQuestion){ asked->base, asked->key, asked->call_id, asked->kind, asked->is_creation };
}

static void
hlc_remote_client_finalize (GObject *object)
{
  HlcRemoteClient *self = HLC_REMOTE_CLIENT (object);

  g_clear_object (&self->session);
  g_free (self->base);
  wipe (self->key);

  G_OBJECT_CLASS (hlc_remote_client_parent_class)->finalize (object);
}

static void
hlc_remote_client_class_init (HlcRemoteClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hlc_remote_client_finalize;
}

static void
hlc_remote_client_init (HlcRemoteClient *self)
{
  self->deadline = DEADLINE;
}

/**
 * hlc_remote_client_new:
 * @base: the base URL, as typed
 * @key: the API key
 * @error: %HLC_ERROR_ARGUMENT when one of them cannot be
 *
 * Returns: (transfer full) (nullable): a client
 */
HlcRemoteClient *
hlc_remote_client_new (const char *base, const char *key, GError **error)
{
  g_autofree char *parsed = hlc_remote_base_parse (base, error);
  g_autoptr (GUri) uri = NULL;
  HlcRemoteClient *self = NULL;

  if (parsed == NULL || !hlc_remote_key_check (key, error))
    return NULL;

  uri = g_uri_parse (parsed, SOUP_HTTP_URI_FLAGS, error);
  if (uri == NULL)
    return NULL;

  self = g_object_new (HLC_TYPE_REMOTE_CLIENT, NULL);
  self->session = hlc_http_exchange_make_session (uri);
  self->base = g_steal_pointer (&parsed);
  self->key = g_strdup (key);
  return self;
}

/**
 * hlc_remote_client_get_base:
 *
 * Returns: (transfer none): the base URL, without slashes at its end
 */
const char *
hlc_remote_client_get_base (HlcRemoteClient *self)
{
  g_return_val_if_fail (HLC_IS_REMOTE_CLIENT (self), NULL);

  return self->base;
}

/**
 * hlc_remote_client_set_deadline:
 * @milliseconds: how long a request and its answer may take in all; 30 s at first
 */
void
hlc_remote_client_set_deadline (HlcRemoteClient *self, guint milliseconds)
{
  g_return_if_fail (HLC_IS_REMOTE_CLIENT (self));

  self->deadline = milliseconds;
}

/* What libsoup and GIO say, in words that say what was being done to whom. */
static GError *
translate (const Asked *asked, const GError *error)
{
  g_autofree char *words = hlc_http_error_dup_words (error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_TIMEOUT, _ ("%s does not answer in time."),
                        asked->base);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    return g_error_new (HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_GARBAGE,
                        _ ("What answers at %s is no HumanLayer API: it sends more than 16 MiB."),
                        asked->base);
  if (error->domain == G_TLS_ERROR)
    return g_error_new (HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_UNREACHABLE,
                        _ ("The certificate of %s is not trusted, so the key is not sent there: %s."),
                        asked->base, error->message);
  if (error->domain == SOUP_SESSION_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return g_error_new (HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_GARBAGE,
                        _ ("What answers at %s is no HTTP server: %s."), asked->base, words);

  return g_error_new (HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_UNREACHABLE, _ ("%s cannot be reached: %s."),
                      asked->base, words);
}

/* What is cut cannot be read. */
static HlcHttpAnswer *
finish_exchange (GAsyncResult *result, GError **error)
{
  g_autoptr (HlcHttpAnswer) answer = hlc_http_exchange_finish (result, error);

  if (answer == NULL || !answer->is_cut)
    return g_steal_pointer (&answer);

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _ ("The answer is too large"));
  return NULL;
}

static HlcOperation *
read_operation (const Asked *asked, GError **error)
{
  const HlcRemoteQuestion question = get_question (asked);

  return hlc_remote_answer_read_operation (&question, asked->reply->status, asked->reply->body, error);
}

static void
return_operation (GTask *task, HlcOperation *operation, GError *error)
{
  if (operation != NULL)
    g_task_return_pointer (task, operation, (GDestroyNotify) hlc_operation_unref);
  else
    g_task_return_error (task, error);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  HlcOperation *operation = read_operation (data, &error);

  return_operation (task, operation, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  HlcOperation *operation = g_task_propagate_pointer (G_TASK (result), &error);

  return_operation (task, operation, error);
}

static Asked *
asked_new (const char *base, const char *key, HlcOperationKind kind, const char *call_id)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->base = g_strdup (base);
  asked->key = g_strdup (key);
  asked->kind = kind;
  asked->call_id = g_strdup (call_id);
  return asked;
}

/* A task of its own, without a source object: the thread may drop it last, and what it holds would die there. */
static void
read_on_worker (GTask *task, const Asked *asked)
{
  g_autoptr (GTask) reading = g_task_new (NULL, NULL, read_cb, g_object_ref (task));
  Asked *copy = asked_new (asked->base, asked->key, asked->kind, asked->call_id);

  copy->is_creation = asked->is_creation;
  copy->reply = g_new0 (HlcHttpAnswer, 1);
  copy->reply->status = asked->reply->status;
  copy->reply->body = g_bytes_ref (asked->reply->body);
  g_task_set_task_data (reading, copy, asked_free);
  g_task_run_in_thread (reading, read_in_thread);
}

static void
operation_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asked *asked = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GError *refusal = NULL;
  HlcOperation *operation = NULL;

  asked->reply = finish_exchange (result, &error);
  if (asked->reply == NULL)
    {
      g_task_return_error (task, translate (asked, error));
      return;
    }

  if (g_bytes_get_size (asked->reply->body) > MAX_INLINE)
    {
      read_on_worker (task, asked);
      return;
    }

  operation = read_operation (asked, &refusal);
  return_operation (task, operation, refusal);
}

static GTask *
begin (HlcRemoteClient *self,
       HlcOperationKind kind,
       const char *call_id,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, asked_new (self->base, self->key, kind, call_id), asked_free);
  return task;
}

/* @path: below the base; @body: (nullable) */
static void
ask (HlcRemoteClient *self,
     const char *method,
     const char *path,
     GBytes *body,
     GTask *task,
     GAsyncReadyCallback callback)
{
  g_autofree char *url = g_strconcat (self->base, path, NULL);
  g_autofree char *authorization = g_strconcat ("Bearer ", self->key, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  SoupMessageHeaders *headers;

  if (message == NULL)
    {
      /* Translators: what was typed. */
      g_task_return_new_error (task, HLC_REMOTE_ERROR, HLC_REMOTE_ERROR_UNREACHABLE, _ ("%s is no address."),
                               self->base);
      g_object_unref (task);
      return;
    }

  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Authorization", authorization);
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  hlc_http_exchange_async (self->session, message, HLC_REMOTE_MAX_ANSWER, self->deadline,
                           g_task_get_cancellable (task), callback, task);
}

/**
 * hlc_remote_client_create_async:
 * @draft: with both ids
 * @cancellable: (nullable): stops it
 *
 * Creates an operation. Creating it again with the same ids and the same spec is no error of the protocol.
 */
void
hlc_remote_client_create_async (HlcRemoteClient *self,
                                const HlcOperationDraft *draft,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;
  Asked *asked;

  g_return_if_fail (HLC_IS_REMOTE_CLIENT (self));
  g_return_if_fail (draft->call_id != NULL && draft->run_id != NULL);

  task = begin (self, draft->kind, draft->call_id, cancellable, callback, user_data);
  g_task_set_source_tag (task, hlc_remote_client_create_async);
  asked = g_task_get_task_data (task);
  asked->is_creation = TRUE;
  ask (self, SOUP_METHOD_POST, PATHS[draft->kind], draft->body, task, operation_answered_cb);
}

/**
 * hlc_remote_client_create_finish:
 * @error: an #HlcRemoteError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the operation as the remote tells of it
 */
HlcOperation *
hlc_remote_client_create_finish (HlcRemoteClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * hlc_remote_client_get_async:
 * @kind: of which kind it is
 * @call_id: of which operation
 * @cancellable: (nullable): stops it
 *
 * Asks for an operation, as an agent that polls.
 */
void
hlc_remote_client_get_async (HlcRemoteClient *self,
                             HlcOperationKind kind,
                             const char *call_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GString) path = g_string_new (PATHS[kind]);
  GTask *task;

  g_return_if_fail (HLC_IS_REMOTE_CLIENT (self));
  g_return_if_fail (call_id != NULL);

  task = begin (self, kind, call_id, cancellable, callback, user_data);
  g_task_set_source_tag (task, hlc_remote_client_get_async);
  g_string_append_c (path, '/');
  g_string_append_uri_escaped (path, call_id, NULL, FALSE);
  ask (self, SOUP_METHOD_GET, path->str, NULL, task, operation_answered_cb);
}

/**
 * hlc_remote_client_get_finish:
 * @retry_after: (out) (optional): what the server asks for, in microseconds, on failure too; -1 where it does not
 * @error: an #HlcRemoteError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the operation as the remote tells of it
 */
HlcOperation *
hlc_remote_client_get_finish (HlcRemoteClient *self,
                              GAsyncResult *result,
                              gint64 *retry_after,
                              GError **error)
{
  const Asked *asked;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  asked = g_task_get_task_data (G_TASK (result));
  if (retry_after != NULL)
    *retry_after = asked->reply != NULL ? asked->reply->retry_after : -1;
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A server without a project may be an API all the same: its status tells. */
static void
status_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asked *asked = g_task_get_task_data (task);
  const HlcRemoteQuestion question = get_question (asked);
  g_autoptr (GError) error = NULL;
  GError *refusal = NULL;

  g_clear_pointer (&asked->reply, hlc_http_answer_free);
  asked->reply = finish_exchange (result, &error);
  if (asked->reply == NULL)
    g_task_return_error (task, translate (asked, error));
  else if (hlc_remote_answer_check (&question, asked->reply->status, asked->reply->body, &refusal))
    g_task_return_pointer (task, g_new0 (HlcRemoteProject, 1), (GDestroyNotify) hlc_remote_project_free);
  else
    g_task_return_error (task, refusal);
}

static void
project_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HlcRemoteClient *self = g_task_get_source_object (task);
  Asked *asked = g_task_get_task_data (task);
  const HlcRemoteQuestion question = get_question (asked);
  g_autoptr (GError) error = NULL;
  HlcRemoteProject *project = NULL;
  GError *refusal = NULL;

  asked->reply = finish_exchange (result, &error);
  if (asked->reply == NULL)
    {
      g_task_return_error (task, translate (asked, error));
      return;
    }

  if (asked->reply->status == 404)
    {
      ask (self, SOUP_METHOD_GET, "/status", NULL, g_steal_pointer (&task), status_answered_cb);
      return;
    }

  project = hlc_remote_answer_read_project (&question, asked->reply->status, asked->reply->body, &refusal);
  if (project != NULL)
    g_task_return_pointer (task, project, (GDestroyNotify) hlc_remote_project_free);
  else
    g_task_return_error (task, refusal);
}

/**
 * hlc_remote_client_test_async:
 * @cancellable: (nullable): stops it
 *
 * Tests the connection: whether an API is there that takes the key.
 */
void
hlc_remote_client_test_async (HlcRemoteClient *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (HLC_IS_REMOTE_CLIENT (self));

  task = begin (self, HLC_OPERATION_FUNCTION_CALL, NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, hlc_remote_client_test_async);
  ask (self, SOUP_METHOD_GET, "/project", NULL, task, project_answered_cb);
}

/**
 * hlc_remote_client_test_finish:
 * @error: an #HlcRemoteError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): whose key it is; without names where the API does not say
 */
HlcRemoteProject *
hlc_remote_client_test_finish (HlcRemoteClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
