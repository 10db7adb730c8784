/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "hlc-event-form.h"
#include "hlc-operation-draft.h"

G_BEGIN_DECLS

/** The largest template, and the largest that becomes of one. Bytes. */
#define HLC_TEMPLATE_MAX_SIZE (16 * 1024 * 1024)
/** The most steps of a template. */
#define HLC_TEMPLATE_MAX_STEPS 100

/** HlcTemplateKind: what becomes of a template. */
typedef enum
{
  HLC_TEMPLATE_OPERATIONS, /* one operation, or several as steps that refer to each other */
  HLC_TEMPLATE_EVENT,
} HlcTemplateKind;

/**
 * HlcTemplate:
 * @name: what it is called on the command line: unique, and the name of its file
 * @title, @description: for people; the latter may be empty
 * @n_steps: of %HLC_TEMPLATE_OPERATIONS
 * @event_type: (nullable): of %HLC_TEMPLATE_EVENT
 * @is_shipped: it came with the console and cannot be changed
 * @json: what it is made of
 *
 * A template of operations or of an event. Its text is an object:
 *
 * - `title`, `description`; `kind`: "operations" or "event";
 * - `values`: the values that may be set, each with its default, and `placeholders`: false where braces are only text;
 * - `steps`: of operations; each has `kind`, `spec`, and where it is wanted `name`, `call_id`, `run_id`, and
 *   `generate_state`: {`elements`} for a state of so many elements;
 * - `type` and either `event`, the event itself, or `form`, what is typed to compose it; `is_test`.
 *
 * Placeholders in its strings: see hlc_template_expand(). Reference counted; never changed, so any thread may read it.
 */
typedef struct
{
  char *name;
  char *title;
  char *description;
  HlcTemplateKind kind;
  guint n_steps;
  char *event_type;
  gboolean is_shipped;
  GBytes *json;

  /*< private >*/
  gatomicrefcount ref_count;
} HlcTemplate;

/** HlcTemplateValue: a value that may be set when a template is used. Plain data. */
typedef struct
{
  char *name;
  char *text;
} HlcTemplateValue;

HlcTemplate *hlc_template_new (const char *name, GBytes *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcTemplate *hlc_template_new_from_operation (const char *name,
                                              const char *title,
                                              HlcOperation *operation,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcTemplate *hlc_template_new_from_operations (const char *name,
                                               const char *title,
                                               GPtrArray *operations,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcTemplate *hlc_template_new_described (HlcTemplate *self,
                                         const char *name,
                                         const char *title,
                                         const char *description,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcTemplate *hlc_template_new_from_drafts (const char *name,
                                           const char *title,
                                           GPtrArray *drafts,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcTemplate *hlc_template_new_from_event (const char *name,
                                          const char *title,
                                          const HlcEventDraft *event,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcTemplate *hlc_template_new_from_event_form (const char *name,
                                               const char *title,
                                               const HlcEventForm *form,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcTemplate *hlc_template_ref (HlcTemplate *self);
void hlc_template_unref (HlcTemplate *self);
gboolean hlc_template_check_name (const char *name, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *hlc_template_list_values (HlcTemplate *self) G_GNUC_WARN_UNUSED_RESULT;
const char *hlc_template_kind_to_string (HlcTemplateKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcTemplate, hlc_template_unref)

G_END_DECLS
