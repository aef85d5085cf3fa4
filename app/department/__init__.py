"""The Département's side: the service that receives prescriptions, and its web console."""
