%% XEP-0033 for one sender, as mod_channel_multicast.lua is for Prosody: the channel service hands
%% over a message once, with all connections that are to have it, and each gets a copy. ejabberd's
%% own mod_multicast routes each copy as if it had just come in, and writes each out anew.
-module(mod_channel_multicast).

-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_opt_type/1, mod_options/1, mod_doc/0]).
-export([on_message/1, features/5, info/5]).

-include_lib("xmpp/include/xmpp.hrl").

-define(MAX_RECEIVERS, <<"1000">>).

start(Host, _Opts) -> hook(add, Host).

stop(Host) -> hook(delete, Host).

%% Before whoever refuses messages to the domain, and after mod_disco, which drops others' forms.
hook(Do, Host) ->
    ejabberd_hooks:Do(local_send_to_resource_hook, Host, ?MODULE, on_message, 10),
    ejabberd_hooks:Do(disco_local_features, Host, ?MODULE, features, 50),
    ejabberd_hooks:Do(disco_info, Host, ?MODULE, info, 110).

reload(_Host, _NewOpts, _OldOpts) -> ok.

depends(_Host, _Opts) -> [].

%% `from`: the channel service's domain. Nobody else may write to many at once.
mod_opt_type(from) -> econf:domain().

mod_options(_Host) -> [from].

mod_doc() -> #{desc => "Copies messages of the channel service to many connections (XEP-0033)."}.

features({error, _} = Error, _From, _To, _Node, _Lang) -> Error;
features(empty, From, To, <<>>, Lang) -> features({result, []}, From, To, <<>>, Lang);
features({result, Features}, _From, _To, <<>>, _Lang) -> {result, [?NS_ADDRESS | Features]};
features(Features, _From, _To, _Node, _Lang) -> Features.

info(Forms, _Host, mod_disco, <<>>, _Lang) ->
    Type = #xdata_field{var = <<"FORM_TYPE">>, type = hidden, values = [?NS_ADDRESS]},
    Most = #xdata_field{var = <<"message">>, values = [?MAX_RECEIVERS]},
    [#xdata{type = result, fields = [Type, Most]} | Forms];
info(Forms, _Host, _Module, _Node, _Lang) -> Forms.

%% A message to the domain itself. The `from` is what its sender proved: a component's own domain.
on_message(#message{from = From, to = #jid{lserver = Host}, sub_els = Els} = Message) ->
    case lists:partition(fun is_addresses/1, Els) of
        {[], _} -> ok;
        {[Addresses | _], Content} ->
            case {From, gen_mod:get_module_opt(Host, ?MODULE, from)} of
                {#jid{luser = <<>>, lserver = Sender}, Sender} ->
                    Copy = Message#message{sub_els = written(Content)},
                    [deliver(Jid, Copy) || Jid <- receivers(Addresses)];
                _ ->
                    ejabberd_router:route_error(Message, xmpp:err_forbidden())
            end,
            stop
    end;
on_message(_) -> ok.

is_addresses(#xmlel{name = <<"addresses">>} = Element) ->
    fxml:get_tag_attr_s(<<"xmlns">>, Element) == ?NS_ADDRESS;
is_addresses(_) -> false.

receivers(#xmlel{children = Children}) ->
    Named = [fxml:get_tag_attr_s(<<"jid">>, Address) || #xmlel{} = Address <- Children],
    [Jid || #jid{} = Jid <- [decoded(Text) || Text <- Named]].

decoded(Text) ->
    try jid:decode(Text)
    catch _:_ -> none
    end.

%% The content written out, as one tag that has all of it for its name: a copy is sent through two
%% processes and written at the end, and a tree is copied and written each time, a binary never.
%% Only where the content ends as such a tag is written: in "/>".
written(Content) ->
    Text = iolist_to_binary([fxml:element_to_binary(Element) || Element <- Content]),
    Length = max(0, byte_size(Text) - 3),
    case Text of
        <<"<", Name:Length/binary, "/>">> -> [#xmlel{name = Name}];
        _ -> Content
    end.

%% To the connection itself; who is not here now goes the way of any other message.
deliver(#jid{luser = User, lserver = Server, lresource = Resource} = Jid, Message) ->
    Copy = Message#message{to = Jid},
    case ejabberd_sm:get_session_pid(User, Server, Resource) of
        none -> ejabberd_router:route(Copy);
        Pid -> ejabberd_c2s:route(Pid, {route, Copy})
    end.
