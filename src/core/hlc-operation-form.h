/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-form-channel.h"
#include "hlc-form-row.h"
#include "hlc-operation-draft.h"

G_BEGIN_DECLS

/**
 * HlcFormOption:
 * @title, @description, @prompt_fill: (nullable)
 * @others: (nullable): members that no field shows
 *
 * A reject or response option.
 */
typedef struct
{
  char *name;
  char *title;
  char *description;
  char *prompt_fill;
  gboolean interactive;
  GBytes *others;
} HlcFormOption;

/**
 * HlcOperationForm:
 * @call_id, @run_id: (nullable): empty where they are yet to be made
 * @fn: of a function call
 * @kwargs_are_json: whether @kwargs_json counts, or @kwargs
 * @kwargs: (element-type HlcFormRow): its arguments as rows
 * @kwargs_json: its arguments as JSON, sent byte for byte
 * @msg, @subject: of a human contact; the latter (nullable)
 * @channels: what may be asked for, by #HlcFormChannelKind
 * @options: (element-type HlcFormOption)
 * @state: (nullable): JSON, sent byte for byte; empty for none
 * @others, @spec_others, @channel_others: (nullable): members that no field shows
 *
 * What is typed to compose an operation; the fields of the other kind do not count. Plain data.
 */
typedef struct
{
  HlcOperationKind kind;
  char *call_id;
  char *run_id;
  char *fn;
  gboolean kwargs_are_json;
  GPtrArray *kwargs;
  char *kwargs_json;
  char *msg;
  char *subject;
  HlcFormChannel channels[HLC_FORM_N_CHANNELS];
  GPtrArray *options;
  char *state;
  GBytes *others;
  GBytes *spec_others;
  GBytes *channel_others;
} HlcOperationForm;

HlcOperationForm *hlc_operation_form_new (HlcOperationKind kind) G_GNUC_WARN_UNUSED_RESULT;
void hlc_operation_form_free (HlcOperationForm *self);
HlcFormOption *hlc_operation_form_add_option (HlcOperationForm *self, const char *name);
void hlc_operation_form_keep_others (HlcOperationForm *self, const HlcOperationForm *from);
gboolean hlc_operation_form_show_rows (HlcOperationForm *self, GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_operation_form_show_json (HlcOperationForm *self, GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

HlcOperationDraft *hlc_operation_form_to_draft (const HlcOperationForm *self,
                                                GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
HlcOperationForm *hlc_operation_form_new_from_json (GBytes *json,
                                                    GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;
HlcOperationDraft *hlc_operation_draft_new_from_text (GBytes *json,
                                                      GPtrArray *problems) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcOperationForm, hlc_operation_form_free)

G_END_DECLS
