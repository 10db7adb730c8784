/* SPDX-License-Identifier: Apache-2.0 */
#include "hlc-config.h"

#include "hlc-search-provider.h"

#include "hlc-presentation.h"

#define INTERFACE "org.gnome.Shell.SearchProvider2"

/* As many as a search shows and a little more. */
#define MAX_RESULTS 10

static const char XML[] =
    "<node><interface name='" INTERFACE "'>"
    "<method name='GetInitialResultSet'>"
    "<arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
    "<method name='GetSubsearchResultSet'>"
    "<arg type='as' direction='in'/><arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
    "<method name='GetResultMetas'>"
    "<arg type='as' direction='in'/><arg type='aa{sv}' direction='out'/></method>"
    "<method name='ActivateResult'>"
    "<arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
    "<method name='LaunchSearch'>"
    "<arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
    "</interface></node>";

struct _HlcSearchProvider
{
  GObject parent_instance;

  GApplication *application;   /* (unowned): it owns us */
  GDBusConnection *connection; /* (owned) (nullable): while exported */
  guint registration;
  HlcStore *store;  /* (owned) (nullable): while a console runs */
  GPtrArray *found; /* (owned) (nullable) (element-type HlcOperation): by the last search */
};

G_DEFINE_FINAL_TYPE (HlcSearchProvider, hlc_search_provider, G_TYPE_OBJECT)

/* A search on its way: the desktop waits for its answer. */
typedef struct
{
  HlcSearchProvider *provider;       /* (owned) */
  GDBusMethodInvocation *invocation; /* (owned) */
} Search;

static void
return_ids (GDBusMethodInvocation *invocation, GPtrArray *operations)
{
  GVariantBuilder ids = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_STRING_ARRAY);

  for (guint i = 0; operations != NULL && i < operations->len; i++)
    g_variant_builder_add (&ids, "s", ((HlcOperation *) g_ptr_array_index (operations, i))->call_id);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(as)", &ids));
}

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Search *search = user_data;
  gint64 next = 0;

  g_clear_pointer (&search->provider->found, g_ptr_array_unref);
  search->provider->found = hlc_store_list_operations_finish (HLC_STORE (object), result, &next, NULL);
  return_ids (g_steal_pointer (&search->invocation), search->provider->found);

  g_object_unref (search->provider);
  g_free (search);
}

static void
search_for (HlcSearchProvider *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  guint last = g_variant_n_children (parameters) - 1;
  g_autoptr (GVariant) terms = g_variant_get_child_value (parameters, last);
  g_autofree const char **words = g_variant_get_strv (terms, NULL);
  g_autoptr (HlcOperationQuery) query = hlc_operation_query_new (HLC_STATES_PENDING);
  Search *search = NULL;

  if (self->store == NULL)
    {
      return_ids (invocation, NULL);
      return;
    }

  query->search = g_strjoinv (" ", (char **) words);
  search = g_new0 (Search, 1);
  search->provider = g_object_ref (self);
  search->invocation = invocation;
  hlc_store_list_operations_async (self->store, query, 0, MAX_RESULTS, NULL, listed_cb, search);
}

static HlcOperation *
find_operation (HlcSearchProvider *self, const char *call_id)
{
  for (guint i = 0; self->found != NULL && i < self->found->len; i++)
    {
      HlcOperation *operation = g_ptr_array_index (self->found, i);

      if (g_str_equal (operation->call_id, call_id))
        return operation;
    }

  return NULL;
}

static void
add_meta (GVariantBuilder *metas, HlcOperation *operation)
{
  g_autofree char *caption = hlc_present_operation_caption (operation);
  g_autoptr (GIcon) icon = g_themed_icon_new (HLC_APPLICATION_ID);

  g_variant_builder_open (metas, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (metas, "{sv}", "id", g_variant_new_string (operation->call_id));
  g_variant_builder_add (metas, "{sv}", "name", g_variant_new_string (operation->title));
  g_variant_builder_add (metas, "{sv}", "description", g_variant_new_string (caption));
  g_variant_builder_add (metas, "{sv}", "icon", g_icon_serialize (icon));
  g_variant_builder_close (metas);
}

static void
return_metas (HlcSearchProvider *self, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autofree const char **ids = NULL;
  GVariantBuilder metas = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  g_variant_get (parameters, "(^a&s)", &ids);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      HlcOperation *operation = find_operation (self, ids[i]);

      if (operation != NULL)
        add_meta (&metas, operation);
    }
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(aa{sv})", &metas));
}

static void
method_call_cb (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  HlcSearchProvider *self = user_data;
  GActionGroup *actions = G_ACTION_GROUP (self->application);
  const char *call_id = NULL;

  if (g_str_equal (method, "GetInitialResultSet") || g_str_equal (method, "GetSubsearchResultSet"))
    {
      search_for (self, parameters, invocation);
      return;
    }

  if (g_str_equal (method, "GetResultMetas"))
    {
      return_metas (self, parameters, invocation);
      return;
    }

  if (g_str_equal (method, "ActivateResult"))
    {
      g_variant_get_child (parameters, 0, "&s", &call_id);
      g_action_group_activate_action (actions, "show-operation", g_variant_new_string (call_id));
    }
  else
    g_action_group_activate_action (actions, "show-pending", NULL);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
hlc_search_provider_dispose (GObject *object)
{
  HlcSearchProvider *self = HLC_SEARCH_PROVIDER (object);

  hlc_search_provider_unexport (self);
  g_clear_object (&self->store);
  g_clear_pointer (&self->found, g_ptr_array_unref);

  G_OBJECT_CLASS (hlc_search_provider_parent_class)->dispose (object);
}

static void
hlc_search_provider_class_init (HlcSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hlc_search_provider_dispose;
}

static void
hlc_search_provider_init (HlcSearchProvider *self)
{
}

/**
 * hlc_search_provider_new:
 * @application: has the actions; must outlive the provider
 *
 * Returns: (transfer full): a provider that finds nothing yet
 */
HlcSearchProvider *
hlc_search_provider_new (GApplication *application)
{
  HlcSearchProvider *self = NULL;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  self = g_object_new (HLC_TYPE_SEARCH_PROVIDER, NULL);
  self->application = application;

  return self;
}

/**
 * hlc_search_provider_export:
 * @connection: the session's bus
 * @path: where the file that tells the desktop of the provider says that it is
 *
 * Returns: %FALSE with @error set when something else is there
 */
gboolean
hlc_search_provider_export (HlcSearchProvider *self,
                            GDBusConnection *connection,
                            const char *path,
                            GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = method_call_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (XML, NULL);

  g_return_val_if_fail (HLC_IS_SEARCH_PROVIDER (self) && self->registration == 0, FALSE);

  self->registration = g_dbus_connection_register_object (connection, path,
                                                          g_dbus_node_info_lookup_interface (node, INTERFACE),
                                                          &vtable, self, NULL, error);
  if (self->registration != 0)
    self->connection = g_object_ref (connection);

  return self->registration != 0;
}

/** hlc_search_provider_unexport: takes it from the bus */
void
hlc_search_provider_unexport (HlcSearchProvider *self)
{
  g_return_if_fail (HLC_IS_SEARCH_PROVIDER (self));

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
}

/**
 * hlc_search_provider_set_store:
 * @store: (nullable): where it looks; %NULL while no console runs
 */
void
hlc_search_provider_set_store (HlcSearchProvider *self, HlcStore *store)
{
  g_return_if_fail (HLC_IS_SEARCH_PROVIDER (self));

  g_set_object (&self->store, store);
  g_clear_pointer (&self->found, g_ptr_array_unref);
}
