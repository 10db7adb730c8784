/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** HlcSiphashKey: 16 bytes that whoever chooses the input must not know. */
typedef struct
{
  guint64 words[2];
} HlcSiphashKey;

/** HlcSiphashDigest: 16 bytes; the same input under the same key gives the same. */
typedef struct
{
  guint64 words[2];
} HlcSiphashDigest;

typedef struct
{
  /*< private >*/
  guint64 v[4];
  guint64 pending; /* bytes that do not fill a word yet */
  gsize length;
} HlcSiphash;

HlcSiphashKey hlc_siphash_key_new_random (void);
void hlc_siphash_init (HlcSiphash *self, HlcSiphashKey key);
void hlc_siphash_update (HlcSiphash *self, const void *bytes, gsize length);
HlcSiphashDigest hlc_siphash_finish (HlcSiphash *self);

G_END_DECLS
