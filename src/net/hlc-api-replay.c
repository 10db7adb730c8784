/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-exchange.h"

#include "hlc-api-answer.h"
#include "hlc-api-sending-private.h"
#include "hlc-send-input.h"

static void
replayed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) exchange = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcMessage) message = hlc_dispatcher_send_finish (HLC_DISPATCHER (source), result, &error);

  if (message == NULL)
    hlc_api_answer_failure (exchange->request, error, "message_conflict", "secret");
  else
    hlc_api_answer_message (exchange->request, message);
}

static void
replay (HlcApiExchange *begun)
{
  g_autoptr (HlcApiExchange) exchange = begun;
  const HlcSendInput *input = exchange->input;
  HlcDispatcher *dispatcher = hlc_api_get_dispatcher (exchange->api, exchange->request);

  if (dispatcher == NULL)
    return;

  hlc_dispatcher_send_async (dispatcher, input->order, input->secret, replayed_cb, exchange);
  g_steal_pointer (&exchange);
}

/* The path was looked at before the body is. */
static gpointer
read_replay (HlcJsonValue body, gpointer user_data, GPtrArray *problems)
{
  const HlcApiExchange *exchange = user_data;

  return hlc_send_input_read_replay (body, g_ascii_strtoll (exchange->argument, NULL, 10), problems);
}

/*< private >
 * hlc_api_replay:
 * @target: names the delivery
 *
 * `POST deliveries/{id}/replay` of `{to?, mode?, secret?}`: sends a received webhook on, and answers the message that this
 * makes.
 */
void
hlc_api_replay (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  gint64 id = 0;

  if (hlc_api_get_number (request, target->argument, HLC_API_UNKNOWN_DELIVERY, &id))
    hlc_api_exchange_read (hlc_api_exchange_new (api, request, target), read_replay,
                           (GDestroyNotify) hlc_send_input_free, replay);
}
