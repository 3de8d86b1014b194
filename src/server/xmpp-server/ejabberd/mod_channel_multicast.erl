%% As mod_channel_multicast.lua is for Prosody: the channel service hands over a message once, with all
%% connections that are to have it, one a line, and each gets a copy. ejabberd's own mod_multicast
%% (XEP-0033) routes each copy as if it had just come in, and writes each out anew.
-module(mod_channel_multicast).

-behaviour(gen_mod).

-export([start/2, stop/1, reload/3, depends/2, mod_opt_type/1, mod_options/1, mod_doc/0]).
-export([on_message/1, features/5]).

-include_lib("xmpp/include/xmpp.hrl").

-define(NS_RECEIVERS, <<"urn:wifi-chat:receivers:0">>).

start(Host, _Opts) -> hook(add, Host).

stop(Host) -> hook(delete, Host).

%% Before whoever refuses messages to the domain.
hook(Do, Host) ->
    ejabberd_hooks:Do(local_send_to_resource_hook, Host, ?MODULE, on_message, 10),
    ejabberd_hooks:Do(disco_local_features, Host, ?MODULE, features, 50).

reload(_Host, _NewOpts, _OldOpts) -> ok.

depends(_Host, _Opts) -> [].

%% `from`: the channel service's domain. Nobody else may write to many at once.
mod_opt_type(from) -> econf:domain().

mod_options(_Host) -> [from].

mod_doc() -> #{desc => "Copies messages of the channel service to many connections."}.

features({error, _} = Error, _From, _To, _Node, _Lang) -> Error;
features(empty, From, To, <<>>, Lang) -> features({result, []}, From, To, <<>>, Lang);
features({result, Features}, _From, _To, <<>>, _Lang) -> {result, [?NS_RECEIVERS | Features]};
features(Features, _From, _To, _Node, _Lang) -> Features.

%% A message to the domain itself. The `from` is what its sender proved: a component's own domain.
on_message(#message{from = From, to = #jid{lserver = Host}, sub_els = Els} = Message) ->
    case lists:partition(fun is_receivers/1, Els) of
        {[], _} -> ok;
        {[Named | _], Content} ->
            case {From, gen_mod:get_module_opt(Host, ?MODULE, from)} of
                {#jid{luser = <<>>, lserver = Sender}, Sender} ->
                    Copy = Message#message{sub_els = written(Content)},
                    %% All looked up, then all sent: in between, those who have theirs take turns with us.
                    Found = [{Jid, connection(Jid)} || Jid <- receivers(Named)],
                    [deliver(To, Pid, Copy) || {To, Pid} <- Found];
                _ ->
                    ejabberd_router:route_error(Message, xmpp:err_forbidden())
            end,
            stop
    end;
on_message(_) -> ok.

is_receivers(#xmlel{name = <<"receivers">>} = Element) ->
    fxml:get_tag_attr_s(<<"xmlns">>, Element) == ?NS_RECEIVERS;
is_receivers(_) -> false.

receivers(Named) ->
    Lines = binary:split(fxml:get_tag_cdata(Named), <<"\n">>, [global]),
    [Jid || #jid{} = Jid <- [decoded(Line) || Line <- Lines]].

decoded(Text) ->
    try jid:decode(Text)
    catch _:_ -> none
    end.

%% Content that is given as text, as one tag that has all of it for its name: it needs no parsing, a copy
%% is sent through two processes and written at the end, and a tree is copied and written each time, a
%% binary never. Only where the text ends as such a tag is written: in "/>".
written([#xmlel{name = <<"content">>} = Content]) ->
    Text = fxml:get_tag_cdata(Content),
    Length = max(0, byte_size(Text) - 3),
    case Text of
        <<"<", Name:Length/binary, "/>">> -> [#xmlel{name = Name}];
        _ -> []
    end;
written(Content) -> Content.

connection(#jid{luser = User, lserver = Server, lresource = Resource}) ->
    ejabberd_sm:get_session_pid(User, Server, Resource).

%% To the connection itself; who is not here now goes the way of any other message.
deliver(To, none, Message) -> ejabberd_router:route(Message#message{to = To});
deliver(To, Pid, Message) -> ejabberd_c2s:route(Pid, {route, Message#message{to = To}}).
