/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-answer.h"

#include "hlc-error-body.h"
#include "hlc-error.h"
#include "hlc-priority.h"
#include "hlc-protocol-json.h"

/* Seconds after which a client may try again. */
#define RETRY_AFTER "5"

typedef struct
{
  HlcRequest *request; /* (owned) */
  HlcApiPrint print;
  gpointer input;
  GDestroyNotify input_free;
} Printing;

static void
answer_wrong_value (HlcRequest *request, const char *member, const char *message)
{
  g_autoptr (GPtrArray) problems = hlc_problems_new ();
  g_autofree char *path = member != NULL ? g_strconcat ("body.", member, NULL) : g_strdup ("body");
  g_autoptr (GBytes) json = NULL;

  hlc_problems_add (problems, path, "value_error", "%s", message);
  json = hlc_protocol_json_problems (problems);
  hlc_request_answer (request, 422, json);
}

/*< private >
 * hlc_api_answer_failure:
 * @error: what the store said
 * @conflict_code: (nullable): the word for programs where it is a conflict
 * @member: (nullable): the member of the body to blame where a value is not possible
 *
 * Answers 404, 409, 422 or 503, as the error demands.
 */
void
hlc_api_answer_failure (HlcRequest *request,
                        const GError *error,
                        const char *conflict_code,
                        const char *member)
{
  if (g_error_matches (error, HLC_ERROR, HLC_ERROR_NOT_FOUND))
    {
      hlc_request_answer_error (request, 404, "not_found", error->message);
      return;
    }
  if (conflict_code != NULL && g_error_matches (error, HLC_ERROR, HLC_ERROR_CONFLICT))
    {
      hlc_request_answer_error (request, 409, conflict_code, error->message);
      return;
    }
  if (g_error_matches (error, HLC_ERROR, HLC_ERROR_ARGUMENT))
    {
      answer_wrong_value (request, member, error->message);
      return;
    }

  hlc_request_set_header (request, "Retry-After", RETRY_AFTER);
  hlc_request_answer_error (request, 503, "store_unavailable", error->message);
}

/*< private >
 * hlc_api_answer_mistake:
 *
 * Returns: whether the query was wrong; then it is answered, 422
 */
gboolean
hlc_api_answer_mistake (HlcRequest *request, HlcQueryValues *values)
{
  const char *loc[] = { "query", NULL, NULL };
  const char *mistake = hlc_query_values_get_mistake (values, &loc[1]);
  g_autoptr (GBytes) json = NULL;

  if (mistake == NULL)
    return FALSE;

  json = hlc_error_body_new ("parameter_invalid", mistake, loc);
  hlc_request_answer (request, 422, json);

  return TRUE;
}

static void
printing_free (Printing *printing)
{
  g_object_unref (printing->request);
  printing->input_free (printing->input);
  g_free (printing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Printing, printing_free)

static void
print_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Printing *printing = task_data;

  g_task_return_pointer (task, printing->print (printing->input), (GDestroyNotify) g_bytes_unref);
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Printing) printing = user_data;
  g_autoptr (GBytes) json = g_task_propagate_pointer (G_TASK (result), NULL);

  hlc_request_answer (printing->request, 200, json);
}

/*< private >
 * hlc_api_answer_printed:
 * @size: about how many bytes are printed
 * @print: prints @input
 * @input: (transfer full): read by one thread at a time
 *
 * Answers 200. What is large is masked and encoded on a worker thread.
 */
void
hlc_api_answer_printed (HlcRequest *request,
                        gsize size,
                        HlcApiPrint print,
                        gpointer input,
                        GDestroyNotify input_free)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GBytes) json = NULL;
  Printing *printing = NULL;

  if (size <= HLC_API_MAX_INLINE)
    {
      json = print (input);
      input_free (input);
      hlc_request_answer (request, 200, json);
      return;
    }

  printing = g_new0 (Printing, 1);
  printing->request = g_object_ref (request);
  printing->print = print;
  printing->input = input;
  printing->input_free = input_free;
  /* The callback holds everything: the thread may drop the task last, and no object may die there. */
  task = g_task_new (NULL, NULL, printed_cb, printing);
  g_task_set_source_tag (task, hlc_api_answer_printed);
  g_task_set_priority (task, HLC_PRIORITY_ANSWER);
  g_task_set_task_data (task, printing, NULL);
  g_task_run_in_thread (task, print_thread);
}

/*< private >
 * hlc_api_page_begin:
 *
 * Returns: (transfer full): a page to which items are written next
 */
HlcJsonWriter *
hlc_api_page_begin (void)
{
  HlcJsonWriter *writer = hlc_json_writer_new ();

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "items");
  hlc_json_writer_begin_array (writer);

  return writer;
}

/*< private >
 * hlc_api_page_answer:
 * @next: what asks for the next page; 0 where there is none
 *
 * Ends the page and answers with it.
 */
void
hlc_api_page_answer (HlcJsonWriter *writer, HlcRequest *request, gint64 next)
{
  g_autoptr (GBytes) json = NULL;

  hlc_json_writer_end_array (writer);
  hlc_json_writer_name (writer, "next");
  if (next != 0)
    hlc_json_writer_int (writer, next);
  else
    hlc_json_writer_null (writer);
  hlc_json_writer_end_object (writer);

  json = hlc_json_writer_finish (writer);
  hlc_request_answer (request, 200, json);
}

/*< private >
 * hlc_api_get_number:
 * @argument: a segment of the path
 * @unknown: what to say where it is none
 * @number: (out): the number that it is
 *
 * Returns: whether it is a row id; 404 is answered where it is not
 */
gboolean
hlc_api_get_number (HlcRequest *request, const char *argument, const char *unknown, gint64 *number)
{
  guint64 value = 0;

  if (g_ascii_string_to_unsigned (argument, 10, 1, G_MAXINT64, &value, NULL))
    {
      *number = (gint64) value;
      return TRUE;
    }

  hlc_request_answer_error (request, 404, "not_found", unknown);
  return FALSE;
}

/*< private >
 * hlc_api_answer_one:
 * @name: of the only member
 * @value: a string
 *
 * Answers 200 with an object of one member.
 */
void
hlc_api_answer_one (HlcRequest *request, const char *name, const char *value)
{
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) json = NULL;

  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, name);
  hlc_json_writer_string (writer, value);
  hlc_json_writer_end_object (writer);
  json = hlc_json_writer_finish (writer);
  hlc_request_answer (request, 200, json);
}
