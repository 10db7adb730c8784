/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-console.h"

#include <string.h>

#include "hlc-data-dir.h"

/**
 * hlc_console_options_new:
 *
 * Returns: (transfer full): the default directory and ports, no secrets, and those that are stored in a file
 */
HlcConsoleOptions *
hlc_console_options_new (void)
{
  HlcConsoleOptions *self = g_new0 (HlcConsoleOptions, 1);

  self->data_dir = hlc_data_dir_dup_default ();
  self->webhook_port = HLC_RECEIVER_DEFAULT_PORT;
  self->api_port = HLC_API_DEFAULT_PORT;
  self->secrets_mode = HLC_SECRETS_MODE_FILE;
  self->time_scale = 1;
  return self;
}

/**
 * hlc_console_options_copy:
 * @self: options
 *
 * Returns: (transfer full): a copy
 */
HlcConsoleOptions *
hlc_console_options_copy (const HlcConsoleOptions *self)
{
  HlcConsoleOptions *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->data_dir = g_strdup (self->data_dir);
  copy->ngrok_api = g_strdup (self->ngrok_api);
  copy->webhook_secrets = g_strdupv (self->webhook_secrets);
  copy->agent_keys = self->agent_keys != NULL ? g_ptr_array_ref (self->agent_keys) : NULL;
  return copy;
}

/**
 * hlc_console_options_free:
 * @self: (transfer full): options
 *
 * Frees them, and wipes their secrets.
 */
void
hlc_console_options_free (HlcConsoleOptions *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; self->webhook_secrets != NULL && self->webhook_secrets[i] != NULL; i++)
    explicit_bzero (self->webhook_secrets[i], strlen (self->webhook_secrets[i]));

  g_free (self->data_dir);
  g_free (self->ngrok_api);
  g_strfreev (self->webhook_secrets);
  g_clear_pointer (&self->agent_keys, g_ptr_array_unref);
  g_free (self);
}
