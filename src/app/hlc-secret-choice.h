/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-secret-backend.h"

G_BEGIN_DECLS

/** HlcSecretsMode: where secrets are to be kept. Automatically: in the Secret Service where one answers. */
typedef enum
{
  HLC_SECRETS_MODE_AUTO,
  HLC_SECRETS_MODE_FILE,
  HLC_SECRETS_MODE_SERVICE,
} HlcSecretsMode;

/**
 * HlcSecretChoice:
 * @backend: the place
 * @kind: which of them
 * @text: what it holds
 * @detail: a sentence for people: where it is, and why there
 *
 * Where the secrets of a data directory are kept in this run.
 */
typedef struct
{
  HlcSecretBackend *backend;
  HlcSecretsBackend kind;
  GBytes *text;
  char *detail;
} HlcSecretChoice;

HlcSecretChoice *hlc_secret_choice_new (const char *directory,
                                        HlcSecretsMode mode,
                                        GBytes *fresh,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void hlc_secret_choice_free (HlcSecretChoice *self);

gboolean hlc_secrets_mode_from_string (const char *text, HlcSecretsMode *mode);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcSecretChoice, hlc_secret_choice_free)

G_END_DECLS
