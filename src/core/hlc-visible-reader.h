/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-visible-text.h"

G_BEGIN_DECLS

/** HlcVisibleReader: gives a text in pieces that may be shown, for those that break it into lines themselves. */
typedef struct
{
  /*< private >*/
  const char *position;
  const char *end;
  HlcVisibleFlags flags;
  guint n_marks;
  char shown[16];
} HlcVisibleReader;

void hlc_visible_reader_init (HlcVisibleReader *self, const char *text, gsize length, HlcVisibleFlags flags);
gsize hlc_visible_reader_next (HlcVisibleReader *self, const char **piece, gboolean *is_plain);

G_END_DECLS
