/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HlcPayloadLayout:
 * @masked: the received text without its secrets, to copy
 * @text: what is shown
 * @is_json: it was laid out as JSON; else it is shown line by line as it came
 *
 * A received text made ready for reading. Any thread.
 */
typedef struct
{
  GBytes *masked;
  char *text;
  gboolean is_json;
} HlcPayloadLayout;

HlcPayloadLayout *hlc_payload_layout_new (GBytes *payload) G_GNUC_WARN_UNUSED_RESULT;
void hlc_payload_layout_free (HlcPayloadLayout *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcPayloadLayout, hlc_payload_layout_free)

G_END_DECLS
