/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-json-document.h"
#include "hlc-shape.h"

G_BEGIN_DECLS

/**
 * HlcFormProblem:
 * @field: the path of the field, in the protocol's names: `spec.fn`, `spec.channel.email.address`,
 *   `spec.reject_options.1.name`; "" for the whole
 * @row: of a list that is edited row by row, from 0; -1 for none
 * @line, @column: in the text of the field, from 1; 0 where it is no place in a text
 * @message: a sentence that says what to do, plain text
 *
 * What is wrong with what was typed into a form.
 */
typedef struct
{
  char *field;
  int row;
  guint line;
  guint column;
  char *message;
} HlcFormProblem;

GPtrArray *hlc_form_problems_new (void) G_GNUC_WARN_UNUSED_RESULT;
HlcFormProblem *hlc_form_problems_add (GPtrArray *problems, const char *field, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
void hlc_form_problems_add_text (GPtrArray *problems,
                                 const char *field,
                                 const HlcJsonLocation *location,
                                 const GError *error);
void hlc_form_problems_add_input (GPtrArray *problems, GPtrArray *input, HlcJsonDocument *document);
const HlcFormProblem *hlc_form_problems_find (GPtrArray *problems, const char *field);
char *hlc_form_problems_to_sentence (GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
