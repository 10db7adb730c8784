/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-shape.h"
#include "hlc-signing-secret.h"

G_BEGIN_DECLS

/*
 * What reading the bodies of requests has in common. A body is checked against its table first. What is taken from it
 * then replaces what is there only where the body names it; null takes it away. Any thread.
 */

/** Ends a table of HlcShapeField. */
#define HLC_SHAPE_END                                                                                        \
  {                                                                                                          \
    NULL, HLC_SHAPE_TEXT, FALSE, NULL, FALSE                                                                 \
  }

gboolean hlc_input_check (HlcJsonValue body,
                          const HlcShapeField *fields,
                          const char *example,
                          GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
void hlc_input_add_error (GPtrArray *problems, const char *member, const GError *error);
gboolean hlc_input_has (HlcJsonValue body, const char *name);
char *hlc_input_dup_text (HlcJsonValue body, const char *name) G_GNUC_WARN_UNUSED_RESULT;
void hlc_input_take_text (HlcJsonValue body, const char *name, char **text);
void hlc_input_take_boolean (HlcJsonValue body, const char *name, gboolean *value);
HlcSigningSecret *hlc_input_read_secret (HlcJsonValue body, GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
