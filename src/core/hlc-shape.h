/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-document.h"

G_BEGIN_DECLS

/** HlcShapeType: what a member must be; null and absent mean the same where it is not required. */
typedef enum
{
  HLC_SHAPE_TEXT,   /* a string without U+0000 */
  HLC_SHAPE_FILLED, /* a string without U+0000 that is not empty */
  HLC_SHAPE_BOOLEAN,
  HLC_SHAPE_OBJECT,
  HLC_SHAPE_OBJECTS, /* an array of objects */
  HLC_SHAPE_TEXTS,   /* an array of strings */
} HlcShapeType;

/**
 * HlcShapeField:
 * @fields: (nullable): for OBJECT and OBJECTS what each object holds, ended by a field without a name; %NULL for any
 * @opaque: repeated names inside are nobody's business but the agent's
 *
 * One member of a table that describes an object.
 */
typedef struct _HlcShapeField HlcShapeField;
struct _HlcShapeField
{
  const char *name;
  HlcShapeType type;
  gboolean required;
  const HlcShapeField *fields;
  gboolean opaque;
};

/**
 * HlcProblem:
 * @loc: path to the member, as the service's own 422 had it: "body", "spec", "fn"
 * @type: a word for programs, as pydantic names them
 * @msg: a sentence that says what to send
 */
typedef struct
{
  char **loc;
  char *type;
  char *msg;
} HlcProblem;

GPtrArray *hlc_problems_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hlc_problems_add (GPtrArray *problems, const char *path, const char *type, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
char *hlc_problems_to_sentence (GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
void hlc_shape_check (HlcJsonValue object,
                      const char *path,
                      const HlcShapeField *fields,
                      GPtrArray *problems);

G_END_DECLS
