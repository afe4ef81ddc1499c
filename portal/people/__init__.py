"""Users, memberships, roles, sign-in, tokens; `actor_for(request)`."""
