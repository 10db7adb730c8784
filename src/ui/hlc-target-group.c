/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-target-group.h"

#include <glib/gi18n-lib.h>

#include "hlc-endpoint-words.h"
#include "hlc-focus-child.h"
#include "hlc-let-fold.h"
#include "hlc-signing-secret.h"
#include "hlc-target-url.h"
#include "hlc-told-entries.h"

struct _HlcTargetGroup
{
  AdwBin parent_instance;

  AdwComboRow *target_row;
  GtkStringList *targets;
  AdwEntryRow *url_row;
  AdwPasswordEntryRow *secret_row;
  AdwComboRow *version_row;
  AdwComboRow *family_row;
  GtkLabel *problem;

  GPtrArray *
      endpoints; /* (owned) (element-type HlcEndpoint): in the order of the targets, which end with any URL */
  char *problem_text;        /* (owned) (nullable) */
  GtkWidget *wrong_row;      /* (nullable): where it is */
  HlcDispatcher *dispatcher; /* (owned) (nullable): where events are sent */
  gboolean has_default_secret;
  gboolean is_signed;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HlcTargetGroup, hlc_target_group, ADW_TYPE_BIN)

/* The version and the family that a URL may get, in the order of the choices. */
static const HlcBodyVersion versions[] = { HLC_BODY_V1, HLC_BODY_V1BETA2, HLC_BODY_V1BETA3 };

static char *
dup_stripped (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
set_error (AdwEntryRow *row, gboolean has_error)
{
  if (has_error)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
}

static gboolean
hlc_target_group_check_url (HlcTargetGroup *self, const char *url, GError **error)
{
  return self->dispatcher != NULL ? hlc_dispatcher_check_url (self->dispatcher, url, error)
                                  : hlc_target_url_check (url, error);
}

/* NULL: it can be sent there. What is not written yet is no error, but an obstacle. */
static char *
hlc_target_group_dup_problem (HlcTargetGroup *self, gboolean *is_error)
{
  g_autofree char *url = dup_stripped (self->url_row);
  g_autofree char *text = dup_stripped (ADW_ENTRY_ROW (self->secret_row));
  g_autoptr (HlcSigningSecret) secret = hlc_signing_secret_new ("", text);
  g_autoptr (GError) error = NULL;
  gboolean is_url_wrong = *url != '\0' && !hlc_target_group_check_url (self, url, &error);
  gboolean is_secret_wrong =
      self->is_signed && *text != '\0' && hlc_signing_secret_get_problem (secret) != NULL;

  set_error (self->url_row, is_url_wrong);
  set_error (ADW_ENTRY_ROW (self->secret_row), is_secret_wrong);
  *is_error = is_url_wrong || is_secret_wrong;
  self->wrong_row =
      GTK_WIDGET (*url == '\0' || is_url_wrong ? self->url_row : ADW_ENTRY_ROW (self->secret_row));
  if (is_url_wrong)
    return g_strdup (error->message);
  if (is_secret_wrong)
    return g_strdup (hlc_signing_secret_get_problem (secret));
  if (*url == '\0')
    return g_strdup (_ ("Say where to send it"));
  if (self->is_signed && *text == '\0' && !self->has_default_secret)
    return g_strdup (
        _ ("Give the secret that the handler verifies with: the receiver has none to sign with"));

  return NULL;
}

static void
hlc_target_group_update (HlcTargetGroup *self)
{
  gboolean is_url = hlc_target_group_get_is_url (self);
  gboolean is_error = FALSE;

  g_clear_pointer (&self->problem_text, g_free);
  if (is_url)
    self->problem_text = hlc_target_group_dup_problem (self, &is_error);
  gtk_widget_set_visible (GTK_WIDGET (self->url_row), is_url);
  gtk_widget_set_visible (GTK_WIDGET (self->secret_row), is_url && self->is_signed);
  gtk_widget_set_visible (GTK_WIDGET (self->version_row), is_url && self->dispatcher != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->family_row), is_url && self->dispatcher != NULL);
  gtk_label_set_text (self->problem, self->problem_text != NULL ? self->problem_text : "");
  gtk_widget_set_css_classes (GTK_WIDGET (self->problem),
                              (const char *[]){ "caption", is_error ? "error" : "dim-label", NULL });
  gtk_widget_set_visible (GTK_WIDGET (self->problem), self->problem_text != NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
update_cb (HlcTargetGroup *self)
{
  if (self->endpoints != NULL)
    hlc_target_group_update (self);
}

/* Where something is missing or wrong, or else where it begins. */
static gboolean
hlc_target_group_grab_focus (GtkWidget *widget)
{
  HlcTargetGroup *self = HLC_TARGET_GROUP (widget);

  return gtk_widget_grab_focus (self->problem_text != NULL ? self->wrong_row : GTK_WIDGET (self->target_row));
}

static void
hlc_target_group_finalize (GObject *object)
{
  HlcTargetGroup *self = HLC_TARGET_GROUP (object);

  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_clear_pointer (&self->problem_text, g_free);
  g_clear_object (&self->dispatcher);

  G_OBJECT_CLASS (hlc_target_group_parent_class)->finalize (object);
}

static void
hlc_target_group_class_init (HlcTargetGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hlc_target_group_finalize;
  widget_class->focus = hlc_focus_child;
  widget_class->grab_focus = hlc_target_group_grab_focus;

  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", HLC_TYPE_TARGET_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/humanlayer/Console/ui/hlc-target-group.ui");
  gtk_widget_class_bind_template_child (widget_class, HlcTargetGroup, target_row);
  gtk_widget_class_bind_template_child (widget_class, HlcTargetGroup, targets);
  gtk_widget_class_bind_template_child (widget_class, HlcTargetGroup, url_row);
  gtk_widget_class_bind_template_child (widget_class, HlcTargetGroup, secret_row);
  gtk_widget_class_bind_template_child (widget_class, HlcTargetGroup, version_row);
  gtk_widget_class_bind_template_child (widget_class, HlcTargetGroup, family_row);
  gtk_widget_class_bind_template_child (widget_class, HlcTargetGroup, problem);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
}

static void
hlc_target_group_init (HlcTargetGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hlc_let_row_fold (ADW_ACTION_ROW (self->target_row));
  hlc_told_entries_find (GTK_WIDGET (self));

  self->is_signed = TRUE;
}

static void
set_choices (AdwComboRow *row, const char *const *names)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new (names);

  adw_combo_row_set_model (row, G_LIST_MODEL (model));
}

/**
 * hlc_target_group_offer_events:
 * @dispatcher: what sends
 *
 * For events of one's own: also every endpoint that wants one may be chosen, what a handler at a URL reads is asked for,
 * and the URL is checked as it is when it is sent. To be called before it is connected.
 */
void
hlc_target_group_offer_events (HlcTargetGroup *self, HlcDispatcher *dispatcher)
{
  const char *version_names[G_N_ELEMENTS (versions) + 1] = { NULL };
  const char *family_names[HLC_HEADER_FAMILY_WEBHOOK + 2] = { NULL };

  g_return_if_fail (HLC_IS_TARGET_GROUP (self));
  g_return_if_fail (HLC_IS_DISPATCHER (dispatcher) && self->endpoints == NULL);

  self->dispatcher = g_object_ref (dispatcher);
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    version_names[i] = hlc_body_version_to_string (versions[i]);
  for (guint i = 0; i <= HLC_HEADER_FAMILY_WEBHOOK; i++)
    family_names[i] = hlc_words_header_family (i);
  set_choices (self->version_row, version_names);
  set_choices (self->family_row, family_names);
  gtk_string_list_append (self->targets, _ ("Every endpoint that wants it"));
}

/* Which of the endpoints is chosen; behind the last for another URL, -1 for all of them. */
static int
hlc_target_group_get_index (HlcTargetGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->target_row);

  if (selected == GTK_INVALID_LIST_POSITION)
    return self->endpoints != NULL ? (int) self->endpoints->len : 0;

  return (int) selected - (self->dispatcher != NULL ? 1 : 0);
}

/**
 * hlc_target_group_connect:
 * @routes: the endpoints that can be chosen
 * @has_default_secret: there is a secret that signs where none is given
 *
 * Fills the group; to be called once.
 */
void
hlc_target_group_connect (HlcTargetGroup *self, HlcRoutes *routes, gboolean has_default_secret)
{
  GPtrArray *endpoints = NULL;

  g_return_if_fail (HLC_IS_TARGET_GROUP (self));
  g_return_if_fail (HLC_IS_ROUTES (routes) && self->endpoints == NULL);

  endpoints = hlc_routes_get_endpoints (routes);
  self->has_default_secret = has_default_secret;
  for (guint i = 0; i < endpoints->len; i++)
    {
      HlcEndpoint *endpoint = g_ptr_array_index (endpoints, i);
      g_autofree char *title = hlc_words_endpoint_title (endpoint);
      g_autofree char *versioned =
          g_strdup_printf ("%s · %s", title, hlc_body_version_to_string (endpoint->body_version));

      gtk_string_list_append (self->targets, self->dispatcher != NULL ? versioned : title);
    }
  gtk_string_list_append (self->targets, _ ("Another URL…"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret_row),
                                 has_default_secret ? _ ("Signing secret (empty: the receiver's)")
                                                    : _ ("Signing secret, as the handler has it: whsec_…"));
  self->endpoints = g_ptr_array_ref (endpoints);
  hlc_target_group_update (self);
}

/**
 * hlc_target_group_set_is_signed:
 * @is_signed: it is signed now; else it keeps the signature that it came with
 */
void
hlc_target_group_set_is_signed (HlcTargetGroup *self, gboolean is_signed)
{
  g_return_if_fail (HLC_IS_TARGET_GROUP (self));

  self->is_signed = is_signed;
  hlc_target_group_update (self);
}

/**
 * hlc_target_group_select_endpoint:
 * @endpoint_id: (nullable): chosen where it can be; %NULL chooses another URL
 */
void
hlc_target_group_select_endpoint (HlcTargetGroup *self, const char *endpoint_id)
{
  guint n_before = 0;

  g_return_if_fail (HLC_IS_TARGET_GROUP (self));

  n_before = self->dispatcher != NULL ? 1 : 0;
  if (endpoint_id == NULL)
    adw_combo_row_set_selected (self->target_row, self->endpoints->len + n_before);
  for (guint i = 0; endpoint_id != NULL && i < self->endpoints->len; i++)
    if (g_str_equal (((HlcEndpoint *) g_ptr_array_index (self->endpoints, i))->endpoint_id, endpoint_id))
      adw_combo_row_set_selected (self->target_row, i + n_before);
}

/**
 * hlc_target_group_enter:
 * @url: another URL
 * @secret: (nullable): what signs; %NULL leaves it
 *
 * Chooses another URL and writes into the entries, as a user would.
 */
void
hlc_target_group_enter (HlcTargetGroup *self, const char *url, const char *secret)
{
  g_return_if_fail (HLC_IS_TARGET_GROUP (self));

  hlc_target_group_select_endpoint (self, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->url_row), url);
  if (secret != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->secret_row), secret);
}

/**
 * hlc_target_group_enter_terms:
 * @version: what the handler at a URL reads
 * @family: which headers it reads
 *
 * Chooses them, as a user would.
 */
void
hlc_target_group_enter_terms (HlcTargetGroup *self, HlcBodyVersion version, HlcHeaderFamily family)
{
  g_return_if_fail (HLC_IS_TARGET_GROUP (self));

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    if (versions[i] == version)
      adw_combo_row_set_selected (self->version_row, i);
  adw_combo_row_set_selected (self->family_row, family);
}

/** hlc_target_group_get_is_url: Returns: whether another URL is chosen */
gboolean
hlc_target_group_get_is_url (HlcTargetGroup *self)
{
  g_return_val_if_fail (HLC_IS_TARGET_GROUP (self), FALSE);

  return self->endpoints == NULL || hlc_target_group_get_index (self) >= (int) self->endpoints->len;
}

/** hlc_target_group_get_endpoint: Returns: (transfer none) (nullable): which endpoint; %NULL for a URL and for all */
HlcEndpoint *
hlc_target_group_get_endpoint (HlcTargetGroup *self)
{
  int index = 0;

  g_return_val_if_fail (HLC_IS_TARGET_GROUP (self), NULL);

  index = hlc_target_group_get_index (self);
  if (hlc_target_group_get_is_url (self) || index < 0)
    return NULL;

  return g_ptr_array_index (self->endpoints, index);
}

/** hlc_target_group_get_endpoint_id: Returns: (transfer none) (nullable): which endpoint; %NULL for a URL and for all */
const char *
hlc_target_group_get_endpoint_id (HlcTargetGroup *self)
{
  HlcEndpoint *endpoint = hlc_target_group_get_endpoint (self);

  return endpoint != NULL ? endpoint->endpoint_id : NULL;
}

/** hlc_target_group_get_endpoints: Returns: (transfer none) (element-type HlcEndpoint): all that there are */
GPtrArray *
hlc_target_group_get_endpoints (HlcTargetGroup *self)
{
  g_return_val_if_fail (HLC_IS_TARGET_GROUP (self), NULL);

  return self->endpoints;
}

/** hlc_target_group_get_body_version: Returns: what the handler reads; unknown where every endpoint is chosen */
HlcBodyVersion
hlc_target_group_get_body_version (HlcTargetGroup *self)
{
  HlcEndpoint *endpoint = hlc_target_group_get_endpoint (self);

  if (endpoint != NULL)
    return endpoint->body_version;

  return hlc_target_group_get_is_url (self)
             ? versions[MIN (adw_combo_row_get_selected (self->version_row), G_N_ELEMENTS (versions) - 1)]
             : HLC_BODY_UNKNOWN;
}

/** hlc_target_group_get_header_family: Returns: which headers the handler at a URL reads */
HlcHeaderFamily
hlc_target_group_get_header_family (HlcTargetGroup *self)
{
  g_return_val_if_fail (HLC_IS_TARGET_GROUP (self), HLC_HEADER_FAMILY_BOTH);

  return MIN (adw_combo_row_get_selected (self->family_row), HLC_HEADER_FAMILY_WEBHOOK);
}

/** hlc_target_group_dup_url: Returns: (transfer full) (nullable): another URL; %NULL where an endpoint is chosen */
char *
hlc_target_group_dup_url (HlcTargetGroup *self)
{
  g_return_val_if_fail (HLC_IS_TARGET_GROUP (self), NULL);

  return hlc_target_group_get_is_url (self) ? dup_stripped (self->url_row) : NULL;
}

/** hlc_target_group_dup_secret: Returns: (transfer full) (nullable): what signs for another URL, where it was given */
char *
hlc_target_group_dup_secret (HlcTargetGroup *self)
{
  g_autofree char *secret = NULL;

  g_return_val_if_fail (HLC_IS_TARGET_GROUP (self), NULL);

  secret = dup_stripped (ADW_ENTRY_ROW (self->secret_row));
  if (!hlc_target_group_get_is_url (self) || !self->is_signed || *secret == '\0')
    return NULL;

  return g_steal_pointer (&secret);
}

/** hlc_target_group_get_problem: Returns: (transfer none) (nullable): why nothing can be sent there yet */
const char *
hlc_target_group_get_problem (HlcTargetGroup *self)
{
  g_return_val_if_fail (HLC_IS_TARGET_GROUP (self), NULL);

  return self->problem_text;
}
