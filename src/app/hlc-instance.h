/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

#include "hlc-secret-backend.h"

G_BEGIN_DECLS

/**
 * HlcInstance:
 * @pid: the running console's process
 * @webhook_url: (nullable): where it receives webhooks
 * @api_base: (nullable): the base URL for agents
 * @console_base: (nullable): the base URL for scripts and the command line
 * @console_token: what the command line authenticates with
 * @version: the console's version
 *
 * What a running console tells the command line, through `instance.json` in its data directory.
 */
typedef struct
{
  gint64 pid;
  char *webhook_url;
  char *api_base;
  char *console_base;
  char *console_token;
  char *version;
} HlcInstance;

HlcInstance *hlc_instance_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hlc_instance_free (HlcInstance *self);
HlcInstance *hlc_instance_read (const char *directory, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_instance_write (const HlcInstance *self, const char *directory, GError **error);
GBytes *hlc_instance_to_info (const HlcInstance *self,
                              const char *directory,
                              GPtrArray *secrets,
                              HlcSecretsBackend secrets_in) G_GNUC_WARN_UNUSED_RESULT;
void hlc_instance_remove (const char *directory);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcInstance, hlc_instance_free)

G_END_DECLS
