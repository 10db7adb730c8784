/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-fact-row.h"
#include "hlc-json-editor.h"
#include "hlc-left-to-right.h"
#include "hlc-payload-view.h"
#include "hlc-ui.h"
#include "window-fixture.h"

typedef struct
{
  const char *payload;
  gsize length;
  const char *text;
} Case;

static const Case cases[] = {
  { "{\"b\":1,\"a\":12345678901234567890}", 32, "{\n  \"b\": 1,\n  \"a\": 12345678901234567890\n}" },
  { "{\"bot_token\":\"xoxb-1\"}", 22, "{\n  \"bot_token\": \"******\"\n}" },
  { "\"x\342\200\256y\"", 7, "\"x\\u{202E}y\"" },
  { "not json: a < b & c\n2", 21, "not json: a < b & c\n2" },
  { "zero\0here", 9, "zero\\u{0000}here" },
};

static GtkWidget *
new_view (void)
{
  hlc_ui_init ();

  return g_object_ref_sink (hlc_payload_view_new ());
}

static void
test_text (gconstpointer user_data)
{
  const Case *expected = user_data;
  GtkWidget *view = new_view ();
  g_autoptr (GBytes) payload = g_bytes_new_static (expected->payload, expected->length);
  g_autofree char *text = NULL;

  hlc_payload_view_set_payload (HLC_PAYLOAD_VIEW (view), payload);
  text = hlc_payload_view_dup_text (HLC_PAYLOAD_VIEW (view));
  g_assert_cmpstr (text, ==, expected->text);

  g_assert_finalize_object (view);
}

static gboolean
has_text (gpointer user_data)
{
  g_autofree char *text = hlc_payload_view_dup_text (user_data);

  return *text != '\0';
}

/* A large text comes from a worker, and one that replaces it before it has come is what is shown. */
static void
test_large (void)
{
  GtkWidget *view = new_view ();
  g_autofree char *filler = g_strnfill (1024 * 1024, 'x');
  g_autofree char *large = g_strconcat ("[\"", filler, "\"]", NULL);
  g_autoptr (GBytes) payload = g_bytes_new (large, strlen (large));
  g_autoptr (GBytes) small = g_bytes_new_static ("1", 1);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  hlc_payload_view_set_payload (HLC_PAYLOAD_VIEW (view), payload);
  g_assert_false (has_text (view));
  wait_until (has_text, view);
  text = hlc_payload_view_dup_text (HLC_PAYLOAD_VIEW (view));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_assert_cmpuint (strlen (lines[i]), <=, 1000);

  hlc_payload_view_set_payload (HLC_PAYLOAD_VIEW (view), NULL);
  g_assert_false (has_text (view));
  hlc_payload_view_set_payload (HLC_PAYLOAD_VIEW (view), payload);
  hlc_payload_view_set_payload (HLC_PAYLOAD_VIEW (view), small);
  g_free (text);
  text = hlc_payload_view_dup_text (HLC_PAYLOAD_VIEW (view));
  g_assert_cmpstr (text, ==, "1");

  /* The worker that nobody waits for holds the view until it is done. */
  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  g_object_unref (view);
  while (view != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* By itself Pango begins a line of Latin letters at the left. It is to end at the right, and its signs stay in their order. */
static void
check_line (GtkWidget *widget, const char *text)
{
  const int width = 500 * PANGO_SCALE;
  g_autofree char *line = hlc_left_to_right_dup_line (widget, text, (guint) strlen (text));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, line);
  const char *first = strchr (line, *text);
  PangoRectangle begin;
  PangoRectangle end;

  /* As GTK does in such a window. */
  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  pango_layout_set_width (layout, width);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_index_to_pos (layout, (int) (first - line), &begin);
  pango_layout_index_to_pos (layout, (int) (first - line + strlen (text) - 1), &end);
  g_assert_cmpint (begin.x, >, 0);
  g_assert_cmpint (begin.x, <, end.x);
  g_assert_cmpint (ABS (width - (end.x + end.width)), <=, PANGO_SCALE);
}

/* In a window from right to left, -5 is not 5-, and code begins at the left. */
static void
test_right_to_left (void)
{
  g_autoptr (GtkWidget) view = NULL;
  g_autoptr (GtkWidget) row = NULL;
  g_autoptr (GtkWidget) editor = NULL;
  g_autofree char *other_line = NULL;
  g_autofree char *long_line = NULL;
  GtkWidget *value = NULL;
  GtkWidget *text = NULL;
  GtkWidget *written = NULL;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  view = new_view ();
  editor = g_object_ref_sink (g_object_new (HLC_TYPE_JSON_EDITOR, NULL));
  written = GTK_WIDGET (gtk_widget_get_template_child (editor, HLC_TYPE_JSON_EDITOR, "view"));
  row = g_object_ref_sink (hlc_fact_row_new ("balance", "-5", -1, HLC_FACT_MONOSPACE));
  value = GTK_WIDGET (gtk_widget_get_template_child (row, HLC_TYPE_FACT_ROW, "value"));
  text = GTK_WIDGET (gtk_widget_get_template_child (view, HLC_TYPE_PAYLOAD_VIEW, "view"));

  g_assert_cmpint (gtk_widget_get_direction (row), ==, GTK_TEXT_DIR_RTL);
  g_assert_cmpint (gtk_widget_get_direction (value), ==, GTK_TEXT_DIR_LTR);
  g_assert_cmpfloat (gtk_label_get_xalign (GTK_LABEL (value)), ==, 1);
  g_assert_cmpint (gtk_widget_get_direction (text), ==, GTK_TEXT_DIR_LTR);
  g_assert_cmpint (gtk_widget_get_direction (written), ==, GTK_TEXT_DIR_LTR);

  check_line (row, "f(x=-5)");
  other_line = hlc_left_to_right_dup_line (value, "f(x=-5)", 7);
  g_assert_cmpstr (other_line, ==, "f(x=-5)");
  long_line = hlc_left_to_right_dup_line (row, "f(x=-5)", 6);
  g_assert_cmpstr (long_line, ==, "f(x=-5)");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ui/payload-view/text/%u", i);

      g_test_add_data_func (path, &cases[i], test_text);
    }
  g_test_add_func ("/ui/payload-view/large", test_large);
  g_test_add_func ("/ui/payload-view/right-to-left", test_right_to_left);

  return g_test_run ();
}
