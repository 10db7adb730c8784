/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Walks over text that hlc_json_scan() accepted. None of this checks the grammar again: a text that was not
 * scanned may be read past its end.
 */

/**
 * HlcJsonToken:
 * @kind: the token's first character: one of `{ } [ ] , : "`, a digit or a minus, or t, f, n
 * @is_name: whether it is a string that names a member
 * @start: (transfer none): its first byte
 * @length: its bytes
 */
typedef struct
{
  char kind;
  gboolean is_name;
  const char *start;
  gsize length;
} HlcJsonToken;

/** HlcJsonStringReader: gives the decoded bytes of a string in pieces, with nothing allocated. */
typedef struct
{
  /*< private >*/
  const char *position;
  const char *end;
  char decoded[4];
} HlcJsonStringReader;

const char *hlc_json_text_skip_space (const char *position, const char *end);
const char *hlc_json_text_skip_value (const char *position, const char *end);
gboolean hlc_json_text_next_token (const char **position, const char *end, HlcJsonToken *token);

void hlc_json_string_reader_init (HlcJsonStringReader *self, const char *string, gsize length);
gsize hlc_json_string_reader_next (HlcJsonStringReader *self, const char **piece);
gboolean hlc_json_string_equal (const char *string, gsize length, const char *decoded, gsize decoded_length);
char *hlc_json_string_decode (const char *string,
                              gsize length,
                              gsize *decoded_length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
