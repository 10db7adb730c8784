/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <gio/gio.h>

#include "hlc-error.h"

G_BEGIN_DECLS

/** The deepest nesting of arrays and objects that is accepted. */
#define HLC_JSON_MAX_DEPTH 128

typedef struct _HlcJsonDocument HlcJsonDocument;

typedef enum
{
  HLC_JSON_NULL,
  HLC_JSON_FALSE,
  HLC_JSON_TRUE,
  HLC_JSON_NUMBER,
  HLC_JSON_STRING,
  HLC_JSON_ARRAY,
  HLC_JSON_OBJECT,
} HlcJsonType;

/**
 * HlcJsonValue:
 * @document: (transfer none): the text it stands in, which must outlive it
 * @offset: bytes from the start of that text to the value's first byte
 * @length: bytes of the value's text
 *
 * A value inside an accepted document: a slice of the received text, never a copy of it.
 * Passed by value.
 */
typedef struct
{
  HlcJsonDocument *document;
  gsize offset;
  gsize length;
} HlcJsonValue;

/** HlcJsonIter: walks the members of an object or the elements of an array, in the order of the text. */
typedef struct
{
  /*< private >*/
  HlcJsonDocument *document;
  gsize position;
  gsize end;
  gboolean is_object;
} HlcJsonIter;

/**
 * HlcJsonLocation:
 * @offset: bytes from the start of the text
 * @line: from 1
 * @column: from 1, in Unicode characters
 */
typedef struct
{
  gsize offset;
  guint line;
  guint column;
} HlcJsonLocation;

HlcJsonDocument *hlc_json_document_new (GBytes *text,
                                        HlcJsonLocation *location,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
HlcJsonDocument *hlc_json_document_ref (HlcJsonDocument *self);
void hlc_json_document_unref (HlcJsonDocument *self);
GBytes *hlc_json_document_get_text (HlcJsonDocument *self);
HlcJsonValue hlc_json_document_get_root (HlcJsonDocument *self);

HlcJsonType hlc_json_value_get_type (HlcJsonValue value);
const char *hlc_json_type_get_name (HlcJsonType type);
const char *hlc_json_value_get_text (HlcJsonValue value, gsize *length);
GBytes *hlc_json_value_dup_text (HlcJsonValue value) G_GNUC_WARN_UNUSED_RESULT;
void hlc_json_value_get_location (HlcJsonValue value, HlcJsonLocation *location);
char *hlc_json_value_dup_string (HlcJsonValue value, gsize *length) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_json_value_get_int (HlcJsonValue value, gint64 *number) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_json_value_get_member (HlcJsonValue object,
                                    const char *name,
                                    HlcJsonValue *member) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_json_value_equal (HlcJsonValue a, HlcJsonValue b);
gboolean hlc_json_value_find_duplicate (HlcJsonValue value, HlcJsonValue *name);

void hlc_json_iter_init (HlcJsonIter *iter, HlcJsonValue container);
gboolean hlc_json_iter_next (HlcJsonIter *iter, HlcJsonValue *name, HlcJsonValue *value);

/*
 * Typed reading. A member that is absent and one that is null mean the same: FALSE in *@is_set and
 * *@value untouched (NULL for strings). A member of another type, a required one that is missing, or a
 * string that holds U+0000 sets HLC_ERROR_SHAPE with a message that begins with the member's @path.
 */
gboolean hlc_json_read_string (HlcJsonValue object,
                               const char *name,
                               gboolean required,
                               char **value,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_json_read_boolean (HlcJsonValue object,
                                const char *name,
                                gboolean *is_set,
                                gboolean *value,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean hlc_json_read_value (HlcJsonValue object,
                              const char *name,
                              HlcJsonType type,
                              gboolean required,
                              gboolean *is_set,
                              HlcJsonValue *value,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The one member that is a secret wherever it stands in what agents send (a Slack channel's). */
#define HLC_JSON_SECRET_MEMBER "bot_token"

GBytes *hlc_json_mask_member (GBytes *text, const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcJsonDocument, hlc_json_document_unref)

G_END_DECLS
