/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

#include "hlc-signing-secret.h"

G_BEGIN_DECLS

/**
 * HlcSignatureList:
 * @supported: (element-type utf8): the entries of version "v1", whole
 * @n_unsupported: how many entries are of other versions
 * @n_malformed: how many do not have the form `version,base64`
 *
 * The value of a signature header: entries with spaces between them.
 */
typedef struct
{
  GPtrArray *supported;
  guint n_unsupported;
  guint n_malformed;
} HlcSignatureList;

HlcSignatureList *hlc_signature_list_new_parse (const char *header) G_GNUC_WARN_UNUSED_RESULT;
void hlc_signature_list_free (HlcSignatureList *self);
HlcSigningSecret *hlc_signature_list_find_secret (const HlcSignatureList *self,
                                                  GPtrArray *secrets,
                                                  const char *message_id,
                                                  gint64 timestamp,
                                                  GBytes *body) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcSignatureList, hlc_signature_list_free)

G_END_DECLS
