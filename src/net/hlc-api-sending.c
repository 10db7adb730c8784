/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-api-sending-private.h"

/* What one API sends with: a property of the object, so that only the routes of sending know of it. */
typedef struct
{
  HlcEndpointVault *vault;   /* (owned) */
  HlcDispatcher *dispatcher; /* (owned) */
} Sending;

/** Under which name the API carries it. */
static const char SENDING[] = "hlc-api-sending";

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_object_unref (sending->vault);
  g_object_unref (sending->dispatcher);
  g_free (sending);
}

static const Sending *
get_sending (HlcApi *api, HlcRequest *request)
{
  const Sending *sending = g_object_get_data (G_OBJECT (api), SENDING);

  if (sending == NULL)
    hlc_request_answer_error (request, 404, "not_found", "This console sends no messages.");

  return sending;
}

/*< private >
 * hlc_api_peek_vault:
 *
 * Returns: (transfer none) (nullable): where the secrets of endpoints are kept; nothing is answered where that is nowhere
 */
HlcEndpointVault *
hlc_api_peek_vault (HlcApi *api)
{
  const Sending *sending = g_object_get_data (G_OBJECT (api), SENDING);

  return sending != NULL ? sending->vault : NULL;
}

/*< private >
 * hlc_api_get_vault:
 * @request: answered where there is none
 *
 * To be asked anew after a wait: the console may be stopping.
 *
 * Returns: (transfer none) (nullable): where the secrets of endpoints are kept
 */
HlcEndpointVault *
hlc_api_get_vault (HlcApi *api, HlcRequest *request)
{
  const Sending *sending = get_sending (api, request);

  return sending != NULL ? sending->vault : NULL;
}

/*< private >
 * hlc_api_get_dispatcher:
 * @request: answered where there is none
 *
 * To be asked anew after a wait: the console may be stopping.
 *
 * Returns: (transfer none) (nullable): what sends
 */
HlcDispatcher *
hlc_api_get_dispatcher (HlcApi *api, HlcRequest *request)
{
  const Sending *sending = get_sending (api, request);

  return sending != NULL ? sending->dispatcher : NULL;
}

/**
 * hlc_api_set_sending:
 * @vault: (nullable): where the secrets of endpoints are kept
 * @dispatcher: (nullable): what sends; %NULL together with @vault
 *
 * Sets what the API sends with. Without it, the routes that need it answer 404.
 */
void
hlc_api_set_sending (HlcApi *self, HlcEndpointVault *vault, HlcDispatcher *dispatcher)
{
  Sending *sending = NULL;

  g_return_if_fail (HLC_IS_API (self));
  g_return_if_fail ((vault == NULL) == (dispatcher == NULL));

  if (vault != NULL)
    {
      sending = g_new0 (Sending, 1);
      sending->vault = g_object_ref (vault);
      sending->dispatcher = g_object_ref (dispatcher);
    }

  g_object_set_data_full (G_OBJECT (self), SENDING, sending, sending_free);
}
