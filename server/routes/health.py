"""Whether the server is there: for load balancers and for whoever sets it up."""

from fastapi import APIRouter, Response

from server.routes.message import ServedOffice

router = APIRouter()


@router.get("/health")
def health(office: ServedOffice) -> Response:
    """Answer if the database answers; says nothing else."""
    with office.database.read() as connection:
        connection.exec_driver_sql("SELECT 1")
    return Response('{"status":"ok"}', media_type="application/json")
