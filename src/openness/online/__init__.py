"""What servers say of the places that a repository names: few requests, the important ones first."""
