/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-siphash.h"

#include <string.h>
#include <sys/random.h>

/*
 * SipHash-2-4 with a result of 128 bits: Aumasson and Bernstein, "SipHash: a fast short-input PRF", and the
 * longer result of its reference implementation.
 */

static inline guint64
rotate (guint64 word, guint bits)
{
  return word << bits | word >> (64 - bits);
}

static inline void
mix (guint64 v[4])
{
  v[0] += v[1];
  v[1] = rotate (v[1], 13) ^ v[0];
  v[0] = rotate (v[0], 32);
  v[2] += v[3];
  v[3] = rotate (v[3], 16) ^ v[2];
  v[0] += v[3];
  v[3] = rotate (v[3], 21) ^ v[0];
  v[2] += v[1];
  v[1] = rotate (v[1], 17) ^ v[2];
  v[2] = rotate (v[2], 32);
}

static void
add_word (HlcSiphash *self, guint64 word)
{
  self->v[3] ^= word;
  mix (self->v);
  mix (self->v);
  self->v[0] ^= word;
}

static guint64
take_word (HlcSiphash *self)
{
  for (guint i = 0; i < 4; i++)
    mix (self->v);

  return self->v[0] ^ self->v[1] ^ self->v[2] ^ self->v[3];
}

/**
 * hlc_siphash_key_new_random:
 *
 * Returns: a key from the kernel's random numbers
 */
HlcSiphashKey
hlc_siphash_key_new_random (void)
{
  HlcSiphashKey key;

  /* At most 256 bytes never come short; a kernel without random numbers is one to stop on. */
  if (getentropy (&key, sizeof key) != 0)
    g_error ("Cannot read random numbers from the kernel");

  return key;
}

/**
 * hlc_siphash_init:
 * @self: (out): a hash on the stack
 * @key: a secret key
 *
 * Begins a keyed hash, for tables that hold names from outside: without the key nobody can choose names that
 * collide.
 */
void
hlc_siphash_init (HlcSiphash *self, HlcSiphashKey key)
{
  g_return_if_fail (self != NULL);

  *self = (HlcSiphash){
    .v = {
      key.words[0] ^ G_GUINT64_CONSTANT (0x736f6d6570736575),
      key.words[1] ^ G_GUINT64_CONSTANT (0x646f72616e646f6d) ^ 0xee,
      key.words[0] ^ G_GUINT64_CONSTANT (0x6c7967656e657261),
      key.words[1] ^ G_GUINT64_CONSTANT (0x7465646279746573),
    },
  };
}

/**
 * hlc_siphash_update:
 * @self: a hash
 * @bytes: input
 * @length: its bytes
 *
 * Adds input; where it is cut makes no difference.
 */
void
hlc_siphash_update (HlcSiphash *self, const void *bytes, gsize length)
{
  const guint8 *input = bytes;

  g_return_if_fail (self != NULL && (bytes != NULL || length == 0));

  while (length > 0)
    {
      if (self->length % 8 == 0 && length >= 8)
        {
          guint64 word;

          memcpy (&word, input, sizeof word);
          add_word (self, GUINT64_FROM_LE (word));
          self->length += 8;
          input += 8;
          length -= 8;
          continue;
        }

      self->pending |= (guint64) *input++ << (8 * (self->length % 8));
      self->length++;
      length--;
      if (self->length % 8 == 0)
        {
          add_word (self, self->pending);
          self->pending = 0;
        }
    }
}

/**
 * hlc_siphash_finish:
 * @self: a hash, not to be used any more
 *
 * Returns: the digest of what was added
 */
HlcSiphashDigest
hlc_siphash_finish (HlcSiphash *self)
{
  HlcSiphashDigest digest;

  g_return_val_if_fail (self != NULL, (HlcSiphashDigest){ 0 });

  add_word (self, self->pending | (guint64) self->length << 56);

  self->v[2] ^= 0xee;
  digest.words[0] = take_word (self);
  self->v[1] ^= 0xdd;
  digest.words[1] = take_word (self);

  return digest;
}
