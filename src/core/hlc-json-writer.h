/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HlcJsonWriter HlcJsonWriter;

/*
 * Builds a JSON text around received text, which json-glib cannot: it would print received numbers anew.
 * Commas and escapes are the writer's business. One thread at a time. Misuse (a value without a name in an object,
 * an unbalanced end) is a programmer's error.
 */
HlcJsonWriter *hlc_json_writer_new (void) G_GNUC_WARN_UNUSED_RESULT;
void hlc_json_writer_free (HlcJsonWriter *self);
void hlc_json_writer_begin_object (HlcJsonWriter *self);
void hlc_json_writer_end_object (HlcJsonWriter *self);
void hlc_json_writer_begin_array (HlcJsonWriter *self);
void hlc_json_writer_end_array (HlcJsonWriter *self);
void hlc_json_writer_name (HlcJsonWriter *self, const char *name);
void hlc_json_writer_null (HlcJsonWriter *self);
void hlc_json_writer_boolean (HlcJsonWriter *self, gboolean value);
void hlc_json_writer_int (HlcJsonWriter *self, gint64 value);
void hlc_json_writer_string (HlcJsonWriter *self, const char *value);
void hlc_json_writer_string_len (HlcJsonWriter *self, const char *value, gssize length);
void hlc_json_writer_time (HlcJsonWriter *self, gint64 time);
void hlc_json_writer_base64 (HlcJsonWriter *self, GBytes *bytes);
void hlc_json_writer_raw (HlcJsonWriter *self, GBytes *json);
GBytes *hlc_json_writer_finish (HlcJsonWriter *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HlcJsonWriter, hlc_json_writer_free)

G_END_DECLS
