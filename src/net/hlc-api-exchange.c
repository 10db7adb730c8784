/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-exchange.h"

#include "hlc-english.h"

/*< private >
 * hlc_api_exchange_new:
 * @target: what the request is aimed at, copied
 *
 * Returns: (transfer full): an exchange that begins
 */
HlcApiExchange *
hlc_api_exchange_new (HlcApi *api, HlcRequest *request, const HlcApiTarget *target)
{
  HlcApiExchange *self = g_new0 (HlcApiExchange, 1);

  self->api = g_object_ref (api);
  self->request = g_object_ref (request);
  self->store = g_object_ref (hlc_api_get_store (api));
  self->kind = target->kind;
  self->argument = g_strdup (target->argument);
  self->key_name = target->key != NULL ? g_strdup (hlc_agent_key_get_name (target->key)) : NULL;
  self->channel = HLC_CHANNEL_API;
  self->is_english = hlc_english_is_spoken ();
  self->now = hlc_clock_get_now (hlc_api_get_clock (api));
  return self;
}

/*< private >
 * hlc_api_exchange_set_input:
 * @input: (transfer full) (nullable): what later steps need
 * @input_free: frees it
 *
 * Sets @input in place of what it was.
 */
void
hlc_api_exchange_set_input (HlcApiExchange *self, gpointer input, GDestroyNotify input_free)
{
  if (self->input != NULL)
    self->input_free (self->input);
  self->input = input;
  self->input_free = input_free;
}

/*< private >
 * hlc_api_exchange_free:
 * @self: (transfer full): an exchange
 *
 * Ends it.
 */
void
hlc_api_exchange_free (HlcApiExchange *self)
{
  hlc_api_exchange_set_input (self, NULL, NULL);
  g_free (self->key_name);
  g_free (self->argument);
  g_object_unref (self->store);
  g_object_unref (self->request);
  g_object_unref (self->api);
  g_free (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HlcApiExchange) self = user_data;
  gpointer input = hlc_api_body_read_finish (self->request, result);
  g_auto (HlcEnglish) english = NULL;

  if (input == NULL)
    return;

  hlc_api_exchange_set_input (self, input, self->read_free);
  english = hlc_english_begin (self->is_english);
  self->next (g_steal_pointer (&self));
}

/*< private >
 * hlc_api_exchange_read:
 * @self: (transfer full): an exchange
 * @func: reads the body; given @self, whose @input is what it was before
 * @input_free: frees what @func returns
 * @next: what follows once @input is what @func returned
 *
 * Reads the body, on a worker thread where it is large. One that is refused is answered, and that is the end.
 */
void
hlc_api_exchange_read (HlcApiExchange *self, HlcApiBodyFunc func, GDestroyNotify input_free, HlcApiStep next)
{
  self->read_free = input_free;
  self->next = next;
  hlc_api_body_read_async (self->request, func, input_free, read_cb, self);
}
