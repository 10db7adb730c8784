/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-form-problem.h"
#include "hlc-json-writer.h"

G_BEGIN_DECLS

/** HlcFormChannelKind: where a human is contacted. */
typedef enum
{
  HLC_FORM_CHANNEL_SLACK,
  HLC_FORM_CHANNEL_EMAIL,
  HLC_FORM_CHANNEL_SMS,
  HLC_FORM_CHANNEL_WHATSAPP,
  HLC_FORM_N_CHANNELS,
} HlcFormChannelKind;

/** HlcFormFieldType: how a field is typed. */
typedef enum
{
  HLC_FORM_FIELD_LINE,
  HLC_FORM_FIELD_TEXT,   /* several lines */
  HLC_FORM_FIELD_SECRET, /* one line, not to be shown */
  HLC_FORM_FIELD_LIST,   /* strings with commas between */
  HLC_FORM_FIELD_SWITCH, /* `true`, `false` or nothing */
  HLC_FORM_FIELD_JSON,   /* an array, as JSON */
} HlcFormFieldType;

/** HlcFormField: one field of a channel, called as the protocol calls it. @required: it is sent when it is empty, too. */
typedef struct
{
  const char *name;
  HlcFormFieldType type;
  gboolean required;
} HlcFormField;

/** The most fields that a channel has. */
#define HLC_FORM_CHANNEL_MAX_FIELDS 10

/**
 * HlcFormChannel:
 * @is_set: whether it is asked for
 * @values: (nullable): what was typed into each field, by the order of hlc_form_channel_get_fields()
 * @others: (nullable): members that no field shows
 *
 * One channel of an operation. Plain data.
 */
typedef struct
{
  gboolean is_set;
  char *values[HLC_FORM_CHANNEL_MAX_FIELDS];
  GBytes *others;
} HlcFormChannel;

const char *hlc_form_channel_get_name (HlcFormChannelKind kind);
const HlcFormField *hlc_form_channel_get_fields (HlcFormChannelKind kind, guint *n_fields);
void hlc_form_channel_set (HlcFormChannel *self,
                           HlcFormChannelKind kind,
                           const char *field,
                           const char *value);
const char *hlc_form_channel_get (const HlcFormChannel *self, HlcFormChannelKind kind, const char *field);
void hlc_form_channel_clear (HlcFormChannel *self);
gboolean hlc_form_channel_read (HlcFormChannel *self,
                                HlcFormChannelKind kind,
                                HlcJsonValue object) G_GNUC_WARN_UNUSED_RESULT;
void hlc_form_channel_write (const HlcFormChannel *self,
                             HlcFormChannelKind kind,
                             HlcJsonWriter *writer,
                             GPtrArray *problems);

G_END_DECLS
