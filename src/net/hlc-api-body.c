/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-body.h"

#include "hlc-api-answer.h"
#include "hlc-english.h"
#include "hlc-error-body.h"
#include "hlc-priority.h"
#include "hlc-protocol-json.h"

typedef struct
{
  HlcApiBodyFunc func;
  GDestroyNotify result_free;
  gpointer user_data;
  gboolean is_english;
  GBytes *body;   /* (owned) */
  guint status;   /* of the answer, where the body was refused */
  GBytes *answer; /* (owned) (nullable) */
} BodyReading;

static void
body_reading_free (gpointer data)
{
  BodyReading *reading = data;

  g_bytes_unref (reading->body);
  g_clear_pointer (&reading->answer, g_bytes_unref);
  g_free (reading);
}

static void
refuse_syntax (BodyReading *reading, const GError *error)
{
  static const char *const loc[] = { "body", NULL };
  g_autofree char *message =
      g_strdup_printf ("The body is not JSON (RFC 8259): %s. Correct it and send it again.", error->message);

  reading->status = 400;
  reading->answer = hlc_error_body_new ("json_invalid", message, loc);
}

/* Any thread. */
static gpointer
read_body (BodyReading *reading)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = hlc_problems_new ();
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (reading->body, NULL, &error);
  gpointer result = NULL;

  if (document == NULL)
    {
      refuse_syntax (reading, error);
      return NULL;
    }

  result = reading->func (hlc_json_document_get_root (document), reading->user_data, problems);
  if (result == NULL)
    {
      reading->status = 422;
      reading->answer = hlc_protocol_json_problems (problems);
    }

  return result;
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  BodyReading *reading = task_data;
  g_auto (HlcEnglish) english = hlc_english_begin (reading->is_english);

  g_task_return_pointer (task, read_body (reading), reading->result_free);
}

/*< private >
 * hlc_api_body_read_async:
 * @func: reads the body; given @user_data
 * @result_free: frees what @func returns
 * @callback: given no source object: @user_data has to hold the request
 *
 * Reads the body of a request: on a worker thread where it is large.
 */
void
hlc_api_body_read_async (HlcRequest *request,
                         HlcApiBodyFunc func,
                         GDestroyNotify result_free,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  /* Without a source: the thread may drop the task last, and the request must not die there. */
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  BodyReading *reading = g_new0 (BodyReading, 1);

  reading->func = func;
  reading->result_free = result_free;
  reading->user_data = user_data;
  reading->is_english = hlc_english_is_spoken ();
  reading->body = g_bytes_ref (hlc_request_get_body (request));
  g_task_set_source_tag (task, hlc_api_body_read_async);
  g_task_set_priority (task, HLC_PRIORITY_ANSWER);
  g_task_set_task_data (task, reading, body_reading_free);

  if (g_bytes_get_size (reading->body) > HLC_API_MAX_INLINE)
    g_task_run_in_thread (task, read_thread);
  else
    g_task_return_pointer (task, read_body (reading), result_free);
}

/*< private >
 * hlc_api_body_read_finish:
 *
 * Returns: (transfer full) (nullable): what the body says; %NULL where it was refused: 400 or 422 is answered then
 */
gpointer
hlc_api_body_read_finish (HlcRequest *request, GAsyncResult *result)
{
  const BodyReading *reading = g_task_get_task_data (G_TASK (result));
  gpointer value = g_task_propagate_pointer (G_TASK (result), NULL);

  if (value == NULL)
    hlc_request_answer (request, reading->status, reading->answer);

  return value;
}
