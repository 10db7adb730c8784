/* SPDX-License-Identifier: Apache-2.0 */
#include "window-fixture.h"

#include <glib/gstdio.h>

#include "hlc-operation-input.h"
#include "hlc-store-operations.h"
#include "hlc-ui.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

static void
remove_directory (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_assert_cmpint (g_unlink (file), ==, 0);
    }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

/* The style sheet comes with the application, which a test does without. */
static void
load_style (void)
{
  static gboolean is_done = FALSE;
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  if (is_done)
    return;

  is_done = TRUE;
  gtk_css_provider_load_from_resource (provider, "/org/humanlayer/Console/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/org/humanlayer/Console/icons");
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
}

void
window_fixture_set_up (WindowFixture *fixture, gconstpointer user_data)
{
  g_autoptr (HlcConsoleOptions) options = hlc_console_options_new ();
  g_autoptr (GError) error = NULL;

  hlc_ui_init ();
  load_style ();
  fixture->directory = g_dir_make_tmp ("hlc-window-XXXXXX", &error);
  g_assert_no_error (error);
  g_free (options->data_dir);
  options->data_dir = g_strdup (fixture->directory);
  options->webhook_port = 0;
  options->api_port = 0;
  /* Not the one that may run on this machine; nothing listens on port 1. */
  options->ngrok_api = g_strdup (fixture->agent != NULL ? fixture->agent : "http://127.0.0.1:1");
  fixture->clock = hlc_clock_new_manual (G_GINT64_CONSTANT (1700000000) * G_USEC_PER_SEC);
  fixture->console = hlc_console_new (options, fixture->clock);
  hlc_console_start (fixture->console, &error);
  g_assert_no_error (error);
}

void
window_fixture_open (WindowFixture *fixture, int width)
{
  fixture->window = g_object_ref_sink (hlc_window_new (NULL, fixture->console));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

void
window_fixture_tear_down (WindowFixture *fixture, gconstpointer user_data)
{
  if (fixture->window != NULL)
    {
      gtk_window_destroy (GTK_WINDOW (fixture->window));
      g_assert_finalize_object (fixture->window);
    }
  hlc_console_stop (fixture->console);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->console);
  hlc_clock_unref (fixture->clock);
  remove_directory (fixture->directory);
  g_free (fixture->directory);
}

static void
stored_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_done = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcDelivery) stored = hlc_store_add_delivery_finish (HLC_STORE (object), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (stored);
  *is_done = TRUE;
}

static void
window_fixture_deliver (WindowFixture *fixture, const char *message_id, const char *body, GPtrArray *secrets)
{
  g_autoptr (HlcDelivery) delivery = hlc_delivery_new ();
  gboolean is_done = FALSE;

  delivery->received_at = hlc_clock_get_now (fixture->clock);
  delivery->method = g_strdup ("POST");
  delivery->path = g_strdup ("/webhook");
  delivery->remote_address = g_strdup ("127.0.0.1");
  delivery->headers = hlc_header_list_new ();
  hlc_header_list_append (delivery->headers, "Content-Type", "application/json");
  hlc_header_list_append (delivery->headers, "Authorization", "Bearer not-to-be-seen");
  hlc_header_list_append (delivery->headers, "webhook-id", message_id);
  delivery->body = g_bytes_new (body, strlen (body));
  hlc_delivery_assess (delivery, secrets, NULL, delivery->received_at);
  hlc_store_add_delivery_async (hlc_console_get_store (fixture->console), delivery, stored_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
}

/* An unsigned webhook while no secret is set: it is accepted. */
void
window_fixture_receive (WindowFixture *fixture, const char *message_id, const char *body)
{
  window_fixture_deliver (fixture, message_id, body, NULL);
}

static void
created_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_done = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) stored = hlc_store_create_operation_finish (HLC_STORE (object), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (stored);
  *is_done = TRUE;
}

/* An operation as an agent's request makes it: @spec is JSON. */
void
window_fixture_ask (WindowFixture *fixture, HlcOperationKind kind, const char *call_id, const char *spec)
{
  g_autofree char *body =
      g_strdup_printf ("{\"run_id\":\"run_1\",\"call_id\":\"%s\",\"spec\":%s}", call_id, spec);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcJsonDocument) document = hlc_json_document_new (bytes, NULL, &error);
  g_autoptr (GPtrArray) problems = g_ptr_array_new ();
  g_autoptr (HlcOperation) operation = NULL;
  gboolean is_done = FALSE;

  g_assert_no_error (error);
  operation = hlc_operation_input_read (hlc_json_document_get_root (document), kind, problems);
  g_assert_nonnull (operation);
  operation->origin = HLC_ORIGIN_API;
  operation->requested_at = hlc_clock_get_now (fixture->clock);
  hlc_store_create_operation_async (hlc_console_get_store (fixture->console), operation, created_cb,
                                    &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
}

typedef struct
{
  HlcOperation *operation;
  gboolean is_done;
} Stored;

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Stored *stored = user_data;
  g_autoptr (GPtrArray) timeline = NULL;
  g_autoptr (GError) error = NULL;

  stored->operation = hlc_store_get_operation_finish (HLC_STORE (object), result, &timeline, &error);
  g_assert_no_error (error);
  stored->is_done = TRUE;
}

/* Returns: (transfer full): what is stored now */
HlcOperation *
window_fixture_read (WindowFixture *fixture, const char *call_id)
{
  Stored stored = { NULL, FALSE };

  hlc_store_get_operation_async (hlc_console_get_store (fixture->console), call_id, NULL, read_cb, &stored);
  while (!stored.is_done)
    g_main_context_iteration (NULL, TRUE);

  return stored.operation;
}

static void
read_or_null_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Stored *stored = user_data;

  stored->operation = hlc_store_get_operation_finish (HLC_STORE (object), result, NULL, NULL);
  stored->is_done = TRUE;
}

/* Returns: (transfer full) (nullable): what is stored now */
HlcOperation *
window_fixture_read_or_null (WindowFixture *fixture, const char *call_id)
{
  Stored stored = { NULL, FALSE };

  hlc_store_get_operation_async (hlc_console_get_store (fixture->console), call_id, NULL, read_or_null_cb,
                                 &stored);
  while (!stored.is_done)
    g_main_context_iteration (NULL, TRUE);

  return stored.operation;
}

/* Waits until the store has the operation in @state. */
void
window_fixture_wait_for_state (WindowFixture *fixture, const char *call_id, HlcOperationState state)
{
  for (;;)
    {
      g_autoptr (HlcOperation) operation = window_fixture_read (fixture, call_id);

      if (operation->state == state)
        return;
    }
}

static void
decided_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  gboolean *is_done = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HlcOperation) operation = hlc_store_decide_finish (HLC_STORE (object), result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (operation);
  *is_done = TRUE;
}

/* A decision that comes from somewhere else. */
void
window_fixture_decide_elsewhere (WindowFixture *fixture, const char *call_id, HlcDecisionType type)
{
  g_autoptr (HlcDecision) decision = hlc_decision_new (type, "from elsewhere", NULL, HLC_CHANNEL_API);
  gboolean is_done = FALSE;

  decision->name = g_strdup ("ci");
  hlc_store_decide_async (hlc_console_get_store (fixture->console), call_id, decision, decided_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
}

/* An unsigned webhook while a secret is set: it is refused. */
void
window_fixture_refuse (WindowFixture *fixture, const char *message_id, const char *body)
{
  g_autoptr (GPtrArray) secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) hlc_signing_secret_unref);

  g_ptr_array_add (secrets, hlc_signing_secret_new ("test", SECRET));
  window_fixture_deliver (fixture, message_id, body, secrets);
}

/* Depth first: the first widget of a type that is drawn and, where @name is given, has it as its buildable id. */
GtkWidget *
find_widget (GtkWidget *root, GType type, const char *name)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type) && gtk_widget_get_mapped (root) &&
      (name == NULL || g_strcmp0 (gtk_buildable_get_buildable_id (GTK_BUILDABLE (root)), name) == 0))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* Runs the main loop until it is so; the test's own time limit ends one that never is. */
void
wait_until (gboolean (*condition) (gpointer user_data), gpointer user_data)
{
  while (!condition (user_data))
    g_main_context_iteration (NULL, TRUE);
}

static void
after_paint_cb (GdkFrameClock *clock, guint *n_frames)
{
  *n_frames += 1;
}

static gboolean
has_settled (gpointer user_data)
{
  return *(guint *) user_data >= 30;
}

/* Lets animations end, then keeps what the window shows beside the test program, for people to look at. */
void
save_screenshot (GtkWidget *window, const char *name)
{
  g_autofree char *file_name = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_BUILT, "ui", file_name, NULL);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint n_frames = 0;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &n_frames);

  gdk_frame_clock_begin_updating (clock);
  wait_until (has_settled, &n_frames);
  gdk_frame_clock_end_updating (clock);
  g_signal_handler_disconnect (clock, id);

  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (g_steal_pointer (&snapshot));
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}
