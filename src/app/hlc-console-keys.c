/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-console-keys.h"

#include "hlc-api-keys.h"
#include "hlc-secret-set.h"

static GPtrArray *
list_keys (gpointer user_data, guint *n_kept)
{
  return hlc_console_dup_agent_keys (user_data, n_kept);
}

static HlcAgentKey *
add_key (gpointer user_data, const char *name, HlcKeyScope scope, GError **error)
{
  HlcConsole *self = user_data;

  return hlc_secrets_add_agent_key (hlc_console_get_secrets (self), name, scope,
                                    hlc_clock_get_now (hlc_console_get_clock (self)), error);
}

static gboolean
remove_key (gpointer user_data, const char *name, GError **error)
{
  return hlc_secrets_remove_agent_key (hlc_console_get_secrets (user_data), name, error);
}

static const HlcApiKeyStore key_store = { list_keys, add_key, remove_key };

static void
key_used_cb (HlcApi *api, const char *name, HlcConsole *self)
{
  g_assert (HLC_IS_CONSOLE (self));

  hlc_secrets_note_key_used (hlc_console_get_secrets (self), name,
                             hlc_clock_get_now (hlc_console_get_clock (self)));
}

/**
 * hlc_console_dup_agent_keys:
 * @self: a running console
 * @n_kept: (out) (optional): how many of them, from the first, its secrets keep; the others are of this run only
 *
 * Returns: (transfer full) (element-type HlcAgentKey): every key that agents may use now
 */
GPtrArray *
hlc_console_dup_agent_keys (HlcConsole *self, guint *n_kept)
{
  GPtrArray *run_keys;
  GPtrArray *keys;

  g_return_val_if_fail (HLC_IS_CONSOLE (self), NULL);

  keys = hlc_agent_key_list_copy (hlc_secrets_get_agent_keys (hlc_console_get_secrets (self)));
  if (n_kept != NULL)
    *n_kept = keys->len;

  run_keys = hlc_console_get_run_keys (self);
  for (guint i = 0; run_keys != NULL && i < run_keys->len; i++)
    g_ptr_array_add (keys, hlc_agent_key_ref (g_ptr_array_index (run_keys, i)));

  return keys;
}

/**
 * hlc_console_connect_keys:
 * @self: a console whose API and secrets are open
 *
 * Lets the API list, make and revoke the keys, and notes their use. Until hlc_console_disconnect_keys().
 */
void
hlc_console_connect_keys (HlcConsole *self)
{
  g_return_if_fail (HLC_IS_CONSOLE (self));

  hlc_api_set_key_store (hlc_console_get_api (self), &key_store, self);
  g_signal_connect (hlc_console_get_api (self), "key-used", G_CALLBACK (key_used_cb), self);
}

/**
 * hlc_console_disconnect_keys:
 * @self: a console whose API is open
 *
 * Ends what hlc_console_connect_keys() began, before the secrets are closed.
 */
void
hlc_console_disconnect_keys (HlcConsole *self)
{
  g_return_if_fail (HLC_IS_CONSOLE (self));

  hlc_api_set_key_store (hlc_console_get_api (self), NULL, NULL);
  g_signal_handlers_disconnect_by_func (hlc_console_get_api (self), key_used_cb, self);
}

/**
 * hlc_console_push_keys:
 * @self: a console whose API and secrets are open
 *
 * Tells the API which keys are valid from now on.
 */
void
hlc_console_push_keys (HlcConsole *self)
{
  g_autoptr (GPtrArray) keys = NULL;

  g_return_if_fail (HLC_IS_CONSOLE (self));

  keys = hlc_console_dup_agent_keys (self, NULL);
  hlc_api_set_agent_keys (hlc_console_get_api (self), keys);
}
