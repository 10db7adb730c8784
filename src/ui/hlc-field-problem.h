/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <adwaita.h>

#include "hlc-form-problem.h"

G_BEGIN_DECLS

/* What is wrong with a field of a form, said at the field. */
GtkLabel *hlc_field_problem_label_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hlc_field_problem_say (GtkLabel *label, const HlcFormProblem *problem);
void hlc_field_problem_mark (GtkWidget *field, gboolean is_wrong);
gboolean hlc_field_problem_show (GtkWidget *field, GtkLabel *label, GPtrArray *problems, const char *path);
char *hlc_field_problem_to_text (const HlcFormProblem *problem) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
