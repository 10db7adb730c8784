/* SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HlcLineWriter HlcLineWriter;

/*
 * Writes lines to a file descriptor from a thread of its own, so that a reader who is slow, or gone, never holds up
 * the main loop. What such a reader leaves unread is bounded: then lines are dropped, and a line says how many.
 * Used by one thread.
 */
HlcLineWriter *hlc_line_writer_new (int fd, gsize max_bytes) G_GNUC_WARN_UNUSED_RESULT;
void hlc_line_writer_write (HlcLineWriter *self, GBytes *line);
void hlc_line_writer_finish (HlcLineWriter *self, guint milliseconds);

G_END_DECLS
