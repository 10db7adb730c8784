/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-exchange.h"

#include <string.h>

#include "hlc-api-answer.h"
#include "hlc-api-sending-private.h"
#include "hlc-send-input.h"

static void
answer_time_scale (HlcRequest *request, double time_scale)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr (HlcJsonWriter) writer = hlc_json_writer_new ();
  g_autoptr (GBytes) number = NULL;
  g_autoptr (GBytes) json = NULL;

  g_ascii_dtostr (text, sizeof text, time_scale);
  number = g_bytes_new (text, strlen (text));
  hlc_json_writer_begin_object (writer);
  hlc_json_writer_name (writer, "time_scale");
  hlc_json_writer_raw (writer, number);
  hlc_json_writer_end_object (writer);
  json = hlc_json_writer_finish (writer);
  hlc_request_answer (request, 200, json);
}

/*< private >
 * hlc_api_time_scale_get:
 *
 * `GET time-scale`: how much faster than real time the waits between attempts are.
 */
void
hlc_api_time_scale_get (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  HlcDispatcher *dispatcher = hlc_api_get_dispatcher (api, request);

  if (dispatcher != NULL)
    answer_time_scale (request, hlc_dispatcher_get_time_scale (dispatcher));
}

/* See HlcApiBodyFunc: a double. */
static gpointer
read_time_scale (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  g_autofree double *time_scale = g_new0 (double, 1);

  return hlc_send_input_read_time_scale (body, time_scale, problems) ? g_steal_pointer (&time_scale) : NULL;
}

static void
set_time_scale (HlcApiExchange *begun)
{
  g_autoptr (HlcApiExchange) exchange = begun;
  const double *time_scale = exchange->input;
  HlcDispatcher *dispatcher = hlc_api_get_dispatcher (exchange->api, exchange->request);

  if (dispatcher == NULL)
    return;

  hlc_dispatcher_set_time_scale (dispatcher, *time_scale);
  answer_time_scale (exchange->request, hlc_dispatcher_get_time_scale (dispatcher));
}

/*< private >
 * hlc_api_time_scale_put:
 *
 * `PUT time-scale` of `{time_scale}`: sets it until the console ends.
 */
void
hlc_api_time_scale_put (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_time_scale, g_free,
                         set_time_scale);
}
