/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-private.h"

#include "hlc-api-answer.h"
#include "hlc-id-scheme.h"
#include "hlc-store-numbering.h"

static const char *const parameters[] = { "scheme", NULL };

typedef struct
{
  HlcRequest *request; /* (owned) */
  char *scheme;        /* (owned) */
} NextId;

static void
next_id_free (NextId *self)
{
  g_object_unref (self->request);
  g_free (self->scheme);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NextId, next_id_free)

static void
number_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (NextId) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) json = NULL;
  g_autofree char *call_id = NULL;
  gint64 number = hlc_store_find_next_number_finish (HLC_STORE (source), result, &error);

  if (number == 0)
    {
      hlc_api_answer_failure (self->request, error, "no_number_left", NULL);
      return;
    }

  call_id = hlc_id_scheme_format (self->scheme, number);
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "number");
  hlc_json_writer_int (writer, number);
  hlc_json_writer_name (writer, "call_id");
  hlc_json_writer_string (writer, call_id);
  hlc_json_writer_end_object (writer);
  json = hlc_json_writer_finish (writer);
  hlc_request_answer (self->request, 200, json);
}

/*< private >
 * hlc_api_console_next_id:
 *
 * `GET next_id?scheme=order-{n}`: the next call_id of a scheme of one's own, `{number, call_id}`. It is not reserved:
 * creating the operation with it takes it.
 */
void
hlc_api_console_next_id (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  g_autoptr (HlcQueryValues) values = hlc_query_values_new (hlc_request_get_query (request), parameters);
  const char *scheme = hlc_query_values_get_text (values, "scheme");
  NextId *self = NULL;

  if (scheme == NULL || !hlc_id_scheme_check (scheme, NULL))
    hlc_query_values_refuse (values, "scheme", "a call_id with {n} in it once, as order-{n}");
  if (hlc_api_answer_mistake (request, values))
    return;

  self = g_new0 (NextId, 1);
  self->request = g_object_ref (request);
  self->scheme = g_strdup (scheme);
  hlc_store_find_next_number_async (hlc_api_get_store (api), scheme, NULL, number_found_cb, self);
}
