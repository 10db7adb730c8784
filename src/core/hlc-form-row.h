/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-form-problem.h"

G_BEGIN_DECLS

/** HlcFormRowType: what the text of a row stands for. */
typedef enum
{
  HLC_FORM_ROW_STRING,  /* itself */
  HLC_FORM_ROW_NUMBER,  /* a number as JSON writes it, with every digit that was typed */
  HLC_FORM_ROW_BOOLEAN, /* `true` or `false` */
  HLC_FORM_ROW_NULL,    /* nothing */
  HLC_FORM_ROW_JSON,    /* any JSON, byte for byte */
} HlcFormRowType;

/** HlcFormRow: one member of an object, as it is edited in a row. Plain data. */
typedef struct
{
  char *name;
  HlcFormRowType type;
  char *value;
} HlcFormRow;

GPtrArray *hlc_form_rows_new (void) G_GNUC_WARN_UNUSED_RESULT;
HlcFormRow *hlc_form_rows_add (GPtrArray *rows, const char *name, HlcFormRowType type, const char *value);
GPtrArray *hlc_form_rows_new_from_json (HlcJsonValue object) G_GNUC_WARN_UNUSED_RESULT;
GBytes *hlc_form_rows_to_json (GPtrArray *rows,
                               const char *field,
                               GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_form_row_type_to_string (HlcFormRowType type);
gboolean hlc_form_row_type_from_string (const char *text, HlcFormRowType *type) G_GNUC_WARN_UNUSED_RESULT;

GBytes *hlc_form_json_read (const char *typed,
                            const char *field,
                            HlcJsonType type,
                            gboolean is_opaque,
                            GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
